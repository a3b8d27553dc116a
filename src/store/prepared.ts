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
 * @param build makes the query of values that it hands on as they are: it may not look at them, nor work anything out
 * @returns carries it out with other values, and gives its rows
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
