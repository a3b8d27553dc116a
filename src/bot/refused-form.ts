/** Beyond so many, the others follow when these are mended. */
const MOST_FIELDS = 10;

/** A command or option, as far as naming it goes. */
interface Named {
  readonly name?: string;
  readonly options?: readonly Named[];
}

/**
 * What Discord does not take of commands that were sent as a list, a line each: `/daily add channel: description: Must
 * be 100 or fewer in length.` Pure; empty where its answer names no command.
 *
 * @param errors Discord's tree of errors: the keys are places in what was sent, the leaves are under `_errors`
 */
export function refusedFields(errors: unknown, commands: readonly object[]): string[] {
  return leavesOf(errors, [])
    .flatMap(({ messages, path }) => {
      const [index = "", ...rest] = path;
      const command = commands[Number(index)] as Named | undefined;
      if (command === undefined || index === "") return [];
      const { field, names } = nameOf(command, rest);
      return [`/${names.join(" ")}: ${[...field, messages.join(" ")].join(": ")}`];
    })
    .slice(0, MOST_FIELDS);
}

interface Leaf {
  readonly path: readonly string[];
  readonly messages: readonly string[];
}

function leavesOf(branch: unknown, path: readonly string[]): Leaf[] {
  if (typeof branch !== "object" || branch === null) return [];
  return Object.entries(branch).flatMap(([key, inner]) => {
    if (key !== "_errors") return leavesOf(inner, [...path, key]);
    const messages = Array.isArray(inner) ? inner.map((it) => String((it as { message?: unknown })?.message)) : [];
    return [{ path, messages }];
  });
}

/** The names along a path, and what is left of it: the field that does not fit. */
function nameOf(command: Named, path: readonly string[]): { names: string[]; field: string[] } {
  const [key, index, ...rest] = path;
  const option = key === "options" ? command.options?.[Number(index)] : undefined;
  if (option === undefined) return { names: [command.name ?? ""], field: path.length === 0 ? [] : [path.join(".")] };
  const { field, names } = nameOf(option, rest);
  return { names: [command.name ?? "", ...names], field };
}
