import type { ZodMiniType } from "zod/mini";
import type { $ZodIssue } from "zod/v4/core";
import type { Problem } from "./discord-error.ts";

/**
 * What Discord's API document does not accept in `value`.
 *
 * @returns in the order of the document; empty when it fits
 */
export function checkForm(schema: ZodMiniType, value: unknown): Problem[] {
  const { error } = schema.safeParse(value, { reportInput: true });
  return error === undefined ? [] : error.issues.flatMap((issue) => problemsOf(issue, []));
}

type UnionIssue = Extract<$ZodIssue, { code: "invalid_union" }>;

function problemsOf(issue: $ZodIssue, parents: Problem["path"]): Problem[] {
  const path = [...parents, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  if (isInstant(issue) || isNumberOfFile(issue, path)) return [];
  return issue.code === "invalid_union" ? unionProblems(issue, path) : [{ path, ...wordingOf(issue) }];
}

/** Of a union, only the member that was meant is worth reporting: the one whose `type` fits, with the fewest faults. */
function unionProblems(issue: UnionIssue, path: Problem["path"]): Problem[] {
  const meant = issue.errors.filter((issues) => !issues.some(isTypeIssue));
  if (meant.length === 0) {
    const types = issue.errors.flat().filter(isTypeIssue).flatMap(valuesOf);
    return [{ path: [...path, "type"], ...choiceWording(types) }];
  }
  const members = meant.map((issues) => issues.flatMap((inner) => problemsOf(inner, path)));
  return members.reduce((best, member) => (member.length < best.length ? member : best));
}

/** The schemas take a time in UTC only; Discord, and its document, take one with any offset. */
function isInstant(issue: $ZodIssue): boolean {
  return (
    issue.code === "invalid_format" && issue.format === "datetime" && !Number.isNaN(Date.parse(String(issue.input)))
  );
}

/** The document has ids as text; Discord's examples of uploads have the number of a file as a number, and it takes both. */
function isNumberOfFile(issue: $ZodIssue, path: Problem["path"]): boolean {
  const [list, , key] = path.slice(-3);
  return list === "attachments" && key === "id" && Number.isInteger(issue.input);
}

const isTypeIssue = (issue: $ZodIssue) => issue.path.length === 1 && issue.path[0] === "type";
const valuesOf = (issue: $ZodIssue) => (issue.code === "invalid_value" ? issue.values : []);

function choiceWording(values: readonly unknown[]): Omit<Problem, "path"> {
  return { code: "BASE_TYPE_CHOICES", message: `Value must be one of {${[...new Set(values)].join(", ")}}.` };
}

function wordingOf(issue: $ZodIssue): Omit<Problem, "path"> {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? { code: "BASE_TYPE_REQUIRED", message: "This field is required" }
        : { code: "BASE_TYPE_BAD_TYPE", message: `Must be of type ${issue.expected}.` };
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "invalid_value":
      return choiceWording(issue.values);
    default:
      return {
        code: "BASE_TYPE_BAD_FORMAT",
        message: "format" in issue ? `Not a well formed ${issue.format}.` : issue.message,
      };
  }
}

function tooBig(origin: string, most: number): Omit<Problem, "path"> {
  if (origin === "number") return { code: "NUMBER_TYPE_MAX", message: `Value must be ${most} or less.` };
  return { code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${most} or fewer in length.` };
}

function tooSmall(origin: string, least: number): Omit<Problem, "path"> {
  if (origin === "number") return { code: "NUMBER_TYPE_MIN", message: `Value must be ${least} or more.` };
  return { code: "BASE_TYPE_MIN_LENGTH", message: `Must be ${least} or more in length.` };
}
