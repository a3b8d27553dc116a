import type { Control, FormInput, Inputs, News, Outcome, Place } from "../protocol.ts";
import { commandNames } from "./command-names.ts";
import type { Filled } from "./form.ts";
import * as server from "./server.ts";
import { type Attempt, type OpenForm, state, update } from "./state.ts";

// What happens when the person before the page, or the feed, does something.

/** Entries of the wire that the page keeps. */
const WIRE_KEPT = 300;

let attempts = 0;

/** Takes over what is new. */
export function take({ fresh, gone = [], posts = [], scene, wire = [] }: News): void {
  const kept = new Map(fresh ? [] : state.posts);
  for (const id of gone) kept.delete(id);
  for (const post of posts) kept.set(post.message.id, post);
  update({
    posts: kept,
    commandNames: new Map([...state.commandNames, ...commandNames(wire)]),
    wire: [...wire.toReversed(), ...(fresh ? [] : state.wire)].slice(0, WIRE_KEPT),
    ...(scene && { scene, channelId: openChannel(scene.channels.map(({ id }) => id)) }),
  });
}

/** The channel that is open stays so; a direct message is another one for each person. */
function openChannel(ids: readonly string[]): string {
  if (ids.includes(state.channelId)) return state.channelId;
  return (state.channelId === "" ? ids[0] : ids.at(-1)) ?? "";
}

export function here(): Place {
  return { as: state.scene?.you ?? "", channel: state.channelId };
}

export function openPlace(channelId: string, sought?: string): void {
  update({ channelId, pane: "chat", sought });
}

/** @returns why the command was not even sent, so that it can be mended */
export async function useCommand(name: string, inputs: Inputs): Promise<string | undefined> {
  const { error } = await attempt({ what: `/${name}` }, () => server.act({ ...here(), kind: "command", name, inputs }));
  return error?.startsWith("The field") ? error : undefined;
}

export async function useMessageCommand(name: string, message: string): Promise<void> {
  await attempt({ what: name }, () => server.act({ ...here(), kind: "message command", name, message }));
}

export async function say(text: string): Promise<void> {
  const { error } = await server.act({ ...here(), kind: "say", text });
  if (error !== undefined) update({ note: error });
}

export async function press(message: string, button: string, label: string): Promise<void> {
  await attempt({ what: label, messageId: message, control: button }, () =>
    server.act({ ...here(), kind: "press", message, button }),
  );
}

export async function choose(message: string, select: string, values: readonly string[]): Promise<void> {
  await attempt({ what: "the choice", messageId: message, control: select }, () =>
    server.act({ ...here(), kind: "choose", message, select, values }),
  );
}

/** Sends the form; while it is not taken it stays, with the reason. */
export async function submitForm(filled: Readonly<Record<string, Filled>>): Promise<void> {
  const { form } = state;
  if (form === undefined) return;
  update({ form: { ...form, sending: true } });
  const inputs = Object.fromEntries(await Promise.all(Object.entries(filled).map(toInput)));
  const { error, form: next } = await server.act({
    ...here(),
    channel: form.channelId,
    kind: "submit",
    form: form.key,
    inputs,
  });
  if (state.form?.key !== form.key) return;
  update({ form: error === undefined ? next && opened(next, form.channelId) : { ...form, error } });
}

function opened(form: NonNullable<Outcome["form"]>, channelId: string): OpenForm {
  return { ...form, channelId, sending: false, faults: {}, error: "" };
}

/** Files are sent with their content. */
async function toInput([name, filled]: [string, Filled]): Promise<[string, FormInput]> {
  if (typeof filled === "string" || typeof filled === "boolean") return [name, filled];
  const things = filled.map(async (it) =>
    it instanceof File ? { name: it.name, base64: (await it.bytes()).toBase64() } : it,
  );
  return [name, (await Promise.all(things)) as FormInput];
}

export function dismissPost(message: string): void {
  void server.act({ ...here(), kind: "dismiss", message });
}

export function dismissAttempt(key: number): void {
  update({ attempts: state.attempts.filter((it) => it.key !== key) });
}

/** Works a control of the playground, and tells what came of it. */
export async function work(what: Control): Promise<void> {
  update({ note: "" });
  const { note = "" } = await server.control(what);
  update({ note });
}

/** Shows that the bot is awaited, then what went wrong if anything did. */
async function attempt(
  what: Pick<Attempt, "what" | "messageId" | "control">,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  attempts += 1;
  const own: Attempt = { ...what, key: attempts, channelId: state.channelId };
  update({ attempts: [...state.attempts, own] });
  const outcome = await act();
  const { error, form } = outcome;
  const others = state.attempts.filter(({ key }) => key !== own.key);
  const mendable = error?.startsWith("The field") ?? false;
  update({
    attempts: error === undefined || mendable ? others : [...others, { ...own, error }],
    ...(form && { form: opened(form, own.channelId) }),
  });
  return outcome;
}
