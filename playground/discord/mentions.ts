import {
  type APIAllowedMentions,
  PermissionFlagsBits as Bits,
  AllowedMentionsTypes as Types,
} from "discord-api-types/v10";
import type { Problem } from "./discord-error.ts";
import type { Channel, Person } from "./inhabitants.ts";
import { has } from "./permissions.ts";
import type { Surroundings } from "./surroundings.ts";

/** Whom a message pings. */
export interface Pings {
  readonly people: readonly Person[];
  /** Role ids. */
  readonly roles: readonly string[];
  readonly everyone: boolean;
}

/**
 * Whom `texts` ping when `author` writes them in `channel`.
 *
 * Without `allowed`, everything that is named; with it, only what it allows. A role that may not be mentioned by
 * anyone, and `@everyone`, need the permission for it.
 */
export function pingsOf(
  world: Surroundings,
  author: Person,
  channel: Channel,
  texts: readonly string[],
  allowed?: APIAllowedMentions | null,
): Pings {
  const text = texts.join("\n");
  const mayPing = has(world.permissions(author, channel), Bits.MentionEveryone);
  const roles = world.serverOf(channel)?.roles;
  const passes = (type: Types, id: string) => allows(allowed, type, id);
  return {
    people: namedIds(text, /<@!?(\d+)>/g)
      .filter((id) => passes(Types.User, id))
      .flatMap((id) => world.people.get(id) ?? []),
    roles: namedIds(text, /<@&(\d+)>/g)
      .filter((id) => passes(Types.Role, id))
      .filter((id) => roles?.has(id) && (mayPing || roles.get(id)?.mentionable)),
    everyone: mayPing && /@(everyone|here)\b/.test(text) && passes(Types.Everyone, ""),
  };
}

/** Naming ids of a type that is allowed as a whole is a contradiction that Discord refuses. */
export function allowedMentionProblems(allowed: APIAllowedMentions | null | undefined): Problem[] {
  const clashes = ([Types.User, Types.Role] as const).filter(
    (type) => allowed?.parse?.includes(type) && (allowed[type]?.length ?? 0) > 0,
  );
  return clashes.map((type) => ({
    path: ["allowed_mentions"],
    code: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    message: `parse:["${type}"] and ${type}: [ids...] are mutually exclusive.`,
  }));
}

/** Where the request lists the ids of a type that it allows. */
const listOf = { [Types.User]: "users", [Types.Role]: "roles" } as const;

function allows(allowed: APIAllowedMentions | null | undefined, type: Types, id: string): boolean {
  if (!allowed) return true;
  if (allowed.parse?.includes(type)) return true;
  return type !== Types.Everyone && (allowed[listOf[type]]?.includes(id) ?? false);
}

function namedIds(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ""))];
}
