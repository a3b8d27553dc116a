import type * as z from "zod";

const TYPES: Readonly<Record<string, string>> = {
  string: "text; put figures in quotes",
  array: "a list",
  object: "a block of keys",
  int: "a whole number",
  number: "a whole number",
};

/**
 * What would be right, in the words of the person who edits the file.
 *
 * @returns `undefined` where the schema's own message serves
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `${issue.input === undefined ? "is missing; " : ""}must be one of ${issue.values.join(", ")}`;
    case "invalid_format":
      return issue.format === "url" ? "must be a web address that begins with http:// or https://" : undefined;
    case "too_small":
      return issue.input === "" ? "must not be empty" : `must be at least ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${unit(issue.origin)}${sizeOf(issue.input)}`;
    default:
      return undefined;
  }
}

function unit(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}

function sizeOf(input: unknown): string {
  return typeof input === "string" ? `, not ${input.length}` : "";
}
