import type { Compilable, Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Where a value goes that each call gives. */
class Place {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

const PLACES = new Proxy({}, { get: (_, name) => new Place(name) });

/**
 * A query that is built once: for one that is asked with each command or beat, building it takes longer than SQLite takes
 * to carry it out.
 *
 * @param build makes the query, with values as they are, into which it may not look
 * @returns carries it out with these values, and gives its rows
 */
export function prepare<Values extends object, Row>(
  db: Kysely<Tables>,
  build: (values: Values) => Compilable<Row>,
): (values: Values) => Promise<readonly Row[]> {
  let built: ReturnType<Compilable<Row>["compile"]> | undefined;
  return async (values) => {
    built ??= build(PLACES as Values).compile();
    const valueAt = (it: unknown) => (it instanceof Place ? values[it.name as keyof Values] : it);
    return (await db.executeQuery<Row>({ ...built, parameters: built.parameters.map(valueAt) })).rows;
  };
}
