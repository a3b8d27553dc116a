import type { APIApplicationCommandOption } from "discord-api-types/v10";
import type { Problem } from "./discord-error.ts";
import { nameProblems, type Option, optionListProblems } from "./option-rules.ts";

// What Discord demands of commands beyond its API document. Pure; takes what fits the document.

/** A command as the bot sends it. */
export interface CommandBody {
  readonly name: string;
  readonly type?: number | null;
  readonly description?: string | null;
  readonly options?: readonly APIApplicationCommandOption[] | null;
  readonly default_member_permissions?: string | number | null;
  readonly [key: string]: unknown;
}

/** Faults of one command; `path` is where it stands in the request. */
export function commandProblems(command: CommandBody, path: Problem["path"] = []): Problem[] {
  const options = (command.options ?? []) as readonly Option[];
  if ((command.type ?? 1) !== 1) return menuProblems(command, path);
  const missing = { path: [...path, "description"], code: "BASE_TYPE_REQUIRED", message: "This field is required" };
  const size = sizeOf(command);
  const tooLarge = {
    path,
    code: "APPLICATION_COMMAND_TOO_LARGE",
    message: `Command exceeds maximum size (8000): it is ${size}`,
  };
  return [
    ...nameProblems(command.name, path),
    ...(command.description ? [] : [missing]),
    ...optionListProblems(options, [...path, "options"]),
    ...(size > 8000 ? [tooLarge] : []),
  ];
}

/** Faults of a whole set: the names of one type must differ, and there may be 100 slash commands. */
export function commandSetProblems(commands: readonly CommandBody[]): Problem[] {
  const seen = new Set<string>();
  const message = "Application command names must be unique";
  return commands.flatMap((command, index) => {
    const key = `${command.type ?? 1} ${command.name}`;
    const again = seen.has(key);
    seen.add(key);
    const own = commandProblems(command, [index]);
    return again ? [...own, { path: [index], code: "APPLICATION_COMMANDS_DUPLICATE_NAME", message }] : own;
  });
}

/** Characters that Discord counts: names, descriptions and values; of translations the longest. */
function sizeOf(part: Readonly<Record<string, unknown>>): number {
  const longest = (key: string) => {
    const translations = Object.values(
      (part[`${key}_localizations`] as Record<string, string> | null | undefined) ?? {},
    );
    return Math.max(0, ...[part[key], ...translations].map((text) => (typeof text === "string" ? text.length : 0)));
  };
  const inner = [...((part.options as object[] | null) ?? []), ...((part.choices as object[] | null) ?? [])];
  const value = part.value === undefined ? 0 : String(part.value).length;
  return inner.reduce<number>(
    (sum, each) => sum + sizeOf(each as Record<string, unknown>),
    longest("name") + longest("description") + value,
  );
}

/** Commands of the context menu have neither a description nor options, and may be named with spaces and capitals. */
function menuProblems({ description, options }: CommandBody, path: Problem["path"]): Problem[] {
  const problem = (key: string, message: string) => ({
    path: [...path, key],
    code: "APPLICATION_COMMAND_CONTEXT_MENU_INVALID",
    message,
  });
  return [
    ...(description ? [problem("description", "Context menu commands cannot have description")] : []),
    ...(options?.length ? [problem("options", "Context menu commands cannot have options")] : []),
  ];
}
