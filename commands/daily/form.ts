import type { FactIndex } from "../../facts/index.ts";
import type { FieldSpec, FieldSpecs, FieldValues, Form } from "../../src/bot/form.ts";
import { UserError } from "../../src/errors.ts";
import { partWhen } from "../../src/input/when.ts";
import { customId } from "../../src/render/custom-id.ts";
import { type Button, button, type Choosable, notice } from "../../src/render/reply.ts";
import { count, writeTime } from "../../src/render/text.ts";
import type { DailyOrder } from "../../src/schedule/order.ts";
import { POSTABLE } from "../../src/schedule/place.ts";
import type { Asked } from "./fields.ts";

// The form by which a daily post is set up or changed, as it is opened, filled in, and opened again.

/** As many genres as a list has room for, beside that for all of them. */
const MOST_GENRES = 24;

const ANY = "any";

/** Each by its place, so that a button's id can say in two letters which are ticked; a new one goes to the end. */
const EXTRAS = [
  { value: "silent", label: "No post on a day without an event of that genre" },
  { value: "publish", label: "Publish each post (announcement channels)" },
  { value: "thread", label: "A thread for talk under each post" },
  { value: "picture", label: "A picture at the top of each post" },
  { value: "quiz", label: "A button for the question of the day" },
] as const satisfies readonly Choosable[];

export const channelSelect = {
  type: "channel",
  label: "Channel",
  description: "The channel, thread or forum of the daily post",
  channelTypes: POSTABLE,
  required: true,
} as const satisfies FieldSpec;

/** What is the same for a new daily post and for one that is there. */
export const orderFields = {
  when: {
    type: "text",
    label: "Time and zone",
    description: "A time of day, and a large city, region or zone",
    placeholder: "9am London, 18:30 Eastern, 07:15 Asia/Tokyo",
    // With all else it fits the id of a button: see `formButton`.
    maxLength: 50,
    required: true,
  },
  genre: {
    type: "select",
    label: "Genre",
    description: "Its events come first; /daily edit takes any other genre",
    options: ({ facts }) => genresOf(facts),
    required: true,
  },
  role: { type: "role", label: "Role to notify", description: "Nobody is notified without one" },
  extras: { type: "checks", label: "What else", options: EXTRAS },
} as const satisfies FieldSpecs;

/** What stands in the form. */
export interface Draft {
  /** `undefined` where none is chosen yet. */
  readonly channelId: string | undefined;
  /** Whether the channel can be chosen. */
  readonly open: boolean;
  readonly when: string;
  readonly genre: string;
  readonly roleId: string | undefined;
  readonly extras: ReadonlySet<string>;
}

/** What stands in the form before anybody has filled it in; of the order, or as is usual without one. */
export function draftOf(
  when: Pick<DailyOrder, "time" | "timeZone">,
  { genre, otherwise, picture = true, publish, quiz, roleId, thread }: Partial<DailyOrder> = {},
): Omit<Draft, "channelId" | "open"> {
  const ticked = { silent: otherwise === "none", publish, thread, picture, quiz };
  const extras = EXTRAS.map(({ value }) => value).filter((it) => ticked[it]);
  return {
    when: `${writeTime(when.time)} ${when.timeZone}`,
    genre: genre ?? ANY,
    roleId,
    extras: new Set(extras),
  };
}

/** The same of what was filled in. */
export function draftIn({ extras, genre, role, when }: FieldValues<typeof orderFields>): ReturnType<typeof draftOf> {
  return { when, genre, roleId: role?.id, extras };
}

/**
 * What was filled in, as commands are asked it.
 *
 * @param order what there is; a genre that it keeps is not looked at again, for it may be none any more
 * @throws {UserError} when there is no time in it
 */
export function askedIn(
  { extras, genre, role, when }: FieldValues<typeof orderFields>,
  order: DailyOrder | undefined,
): Asked {
  return {
    ...partWhen(when),
    genre: genre === order?.genre ? undefined : genre,
    otherwise: extras.has("silent") ? "none" : "any",
    role: role ?? "none",
    publish: extras.has("publish"),
    thread: extras.has("thread"),
    picture: extras.has("picture"),
    quiz: extras.has("quiz"),
  };
}

/** The form with that in it. */
export function formOf(draft: Draft): Form {
  const { channelId, extras, genre, open, roleId, when } = draft;
  const filled = { when, genre, role: roleId, extras: [...extras] };
  const late = notice("The form is ready now.", formButton("Open the form", draft));
  return open || channelId === undefined
    ? { opens: "setup", args: [], filled: { ...filled, channel: channelId }, late }
    : { opens: "change", args: [channelId], filled, late };
}

/** Does it; what the person can mend comes with a button that opens the form as they filled it in. */
export async function orAgain<Result>(draft: Draft, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message, formButton("Back to the form", draft));
  }
}

/** The button that opens the form with that in it, also after a restart: its id carries all of it. */
export function formButton(label: string, { channelId, extras, genre, open, roleId, when }: Draft): Button {
  const ticked = EXTRAS.reduce((bits, { value }, at) => bits | (extras.has(value) ? 2 << at : 0), open ? 1 : 0);
  const ids = [channelId, roleId].map((id) => (id === undefined ? "" : BigInt(id).toString(36)));
  return button(label, customId("daily", "form", ticked.toString(36), ...ids, markOf(genre), when));
}

/**
 * What such a button carries; the inverse of `formButton`.
 *
 * @param genres all that may have been chosen
 * @returns `undefined` for what no button of ours carries
 */
export function readDraft(args: readonly string[], genres: readonly string[]): Draft | undefined {
  const [ticked = "", channel = "", role = "", mark = "", when = ""] = args;
  if (!/^[0-9a-z]{1,2}$/.test(ticked) || ![channel, role].every((it) => /^[0-9a-z]{0,13}$/.test(it))) return undefined;
  const bits = Number.parseInt(ticked, 36);
  return {
    channelId: readId(channel),
    open: (bits & 1) !== 0,
    when,
    genre: genres.find((it) => markOf(it) === mark) ?? ANY,
    roleId: readId(role),
    extras: new Set(EXTRAS.map(({ value }) => value).filter((_, at) => (bits & (2 << at)) !== 0)),
  };
}

/** All genres that the form's list may offer for an order. */
export function genresIn(facts: FactIndex, order: DailyOrder | undefined): readonly string[] {
  return [...genresOf(facts).map(({ value }) => value), ...(order?.genre === undefined ? [] : [order.genre])];
}

/** All of them at once, families, and then the genres with most facts. */
function genresOf(facts: FactIndex): readonly Choosable[] {
  const most = facts.complete("genre", "", 2 * MOST_GENRES).map(({ value }) => value);
  const names = [...new Set([...facts.families.map(({ family }) => family), ...most])].slice(0, MOST_GENRES);
  const options = names.map((it) => ({ label: it, value: it, description: count(facts.count("genre", it), "fact") }));
  return [{ label: "All genres", value: ANY }, ...options];
}

/** Four letters by which a genre is found among those of a list. */
function markOf(genre: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(genre)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash % 36 ** 4).toString(36);
}

function readId(written: string): string | undefined {
  if (written === "") return undefined;
  return [...written].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
}
