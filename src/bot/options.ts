import * as z from "zod";
import { UserError } from "../errors.ts";
import { LIMITS } from "../render/reply.ts";
import type { Chosen, OptionSpec, OptionSpecs, OptionValues, SelectSpec } from "./command.ts";
import type { FieldSpec, FieldSpecs, FieldValues } from "./form.ts";

const snowflake = z.string().regex(/^\d{1,20}$/);

const channel = z.object({
  id: snowflake,
  type: z.int(),
  permissions: z.bigint().optional(),
  parentId: snowflake.optional(),
  locked: z.boolean().default(false),
  tagRequired: z.boolean().default(false),
});

const file = z.object({ url: z.string().max(2000), name: z.string(), size: z.int().min(0) });

const role = z.object({ id: snowflake, mentionable: z.boolean() });

const chosenValue = z.string().min(1).max(LIMITS.optionValue);
const chosen = z.tuple([chosenValue], chosenValue);

/**
 * The values that the person gave, checked against the declaration.
 *
 * @param given as Discord sent them; anything not declared is left out
 * @throws {UserError} when one does not fit: Discord's own copy of the command is then older than this one
 */
export function readOptions<Specs extends OptionSpecs>(
  specs: Specs,
  given: Readonly<Record<string, unknown>>,
): OptionValues<Specs> {
  const read = schemaFor(specs).safeParse(given);
  if (read.success) return read.data as OptionValues<Specs>;
  const name = String(read.error.issues[0]?.path[0]);
  throw new UserError(mendOf(name, specs[name], given[name]));
}

/** A schema is compiled when it first reads: made anew at each use of a command, it would be compiled each time. */
const schemas: WeakMap<OptionSpecs, z.ZodType> = new WeakMap();

function schemaFor(specs: OptionSpecs): z.ZodType {
  const known = schemas.get(specs);
  if (known !== undefined) return known;
  const shape = Object.entries(specs).map(([name, spec]) => {
    const schema = schemaOf(spec);
    return [name, spec.required ? schema : schema.optional()] as const;
  });
  const made = z.object(Object.fromEntries(shape));
  schemas.set(specs, made);
  return made;
}

/**
 * The values that the person chose from a list.
 *
 * @param sent as Discord sent them, unchecked
 * @throws {UserError} when there are none, too many, or what no list of ours can offer
 */
export function readChosen({ most = 1 }: SelectSpec, sent: unknown): Chosen {
  const read = chosen.safeParse(sent);
  if (!read.success || new Set(read.data).size < read.data.length)
    throw new UserError("I cannot read what was chosen; choose from the list once more.");
  if (read.data.length > most) throw new UserError(`Choose ${most === 1 ? "one" : `at most ${most}`} from this list.`);
  return read.data;
}

/**
 * What the person filled into a form, checked against the declaration.
 *
 * @param sent a text, or a list of what was chosen, for each field, as Discord sent them
 * @throws {UserError} when a field that is required is empty, or one does not fit
 */
export function readFields<Fields extends FieldSpecs>(
  specs: Fields,
  sent: Readonly<Record<string, unknown>>,
): FieldValues<Fields> {
  const values = Object.entries(specs).map(([name, spec]) => {
    const read = fieldSchema(spec).safeParse(Object.hasOwn(sent, name) ? sent[name] : undefined);
    if (!read.success) throw new UserError(`I cannot read “${spec.label}” as it was sent; open the form once more.`);
    if (spec.required && read.data === undefined)
      throw new UserError(`“${spec.label}” is empty; open the form once more and fill it in.`);
    return [name, read.data];
  });
  return Object.fromEntries(values) as FieldValues<Fields>;
}

/** The first of a list in which one thing at most can be chosen; `undefined` for none. */
function oneOf(value: z.ZodType) {
  return z
    .array(value)
    .max(1)
    .nullish()
    .transform((its) => its?.[0]);
}

function fieldSchema(spec: FieldSpec): z.ZodType {
  switch (spec.type) {
    case "text":
      return z
        .string()
        .max(spec.maxLength)
        .nullish()
        .transform((it) => it?.toWellFormed().trim() || undefined);
    case "select":
      return oneOf(chosenValue);
    case "checks":
      return z
        .array(z.enum(spec.options.map(({ value }) => value)))
        .nullish()
        .transform((its) => new Set(its ?? []));
    case "channel":
      return oneOf(channel);
    case "role":
      return oneOf(role);
    case "file":
      return oneOf(file);
  }
}

/** The sentence for a value that does not fit. */
function mendOf(name: string, spec: OptionSpec | undefined, sent: unknown): string {
  if (spec?.type === "integer") return `${name} is a whole number from ${spec.min} to ${spec.max}.`;
  if (spec?.type === "choice") return `${name} is one of: ${spec.choices.map(({ value }) => value).join(", ")}.`;
  if (spec?.type === "string" && typeof sent === "string")
    return `${name} can have ${longest(spec)} characters at most; shorten it.`;
  return `I cannot read “${name}” as it was sent; type the command once more.`;
}

function schemaOf(spec: OptionSpec): z.ZodType {
  switch (spec.type) {
    case "string":
      return (
        z
          .string()
          .max(longest(spec))
          // Half a character would come back in a reply, which Discord then does not take.
          .overwrite((it) => it.toWellFormed())
      );
    case "choice":
      return z.enum(spec.choices.map(({ value }) => value));
    case "integer":
      return z.int().min(spec.min).max(spec.max);
    case "boolean":
      return z.boolean();
    case "channel":
      return channel;
    case "role":
      return role;
  }
}

function longest({ maxLength = 100 }: Extract<OptionSpec, { type: "string" }>): number {
  return maxLength;
}
