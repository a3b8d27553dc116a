import * as z from "zod";
import type { Answer } from "../discord/answer.ts";
import type { By } from "../discord/hand.ts";
import type { LocalDiscord } from "../discord/local-discord.ts";
import type { Input } from "../discord/modal-field.ts";
import type { Act, FormInput, Outcome } from "../protocol.ts";

const place = { as: z.string(), channel: z.string() };
const message = z.string();
const inputs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const file = z.object({ name: z.string().min(1), base64: z.base64() });

const act = z.discriminatedUnion("kind", [
  z.object({ ...place, kind: z.literal("say"), text: z.string().min(1).max(2000) }),
  z.object({ ...place, kind: z.literal("command"), name: z.string(), inputs }),
  z.object({ ...place, kind: z.literal("message command"), name: z.string(), message }),
  z.object({ ...place, kind: z.literal("complete"), name: z.string(), inputs, focused: z.string() }),
  z.object({ ...place, kind: z.literal("press"), message, button: z.string() }),
  z.object({ ...place, kind: z.literal("choose"), message, select: z.string(), values: z.array(z.string()) }),
  z.object({
    ...place,
    kind: z.literal("submit"),
    form: z.string(),
    inputs: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.union([z.string(), file]))])),
  }),
  z.object({ ...place, kind: z.literal("dismiss"), message }),
]) satisfies z.ZodType<Act>;

/** Does what people do in the page, by the hand that the tests use too. */
export function createActs(discord: LocalDiscord) {
  /** Forms that were opened and not submitted. */
  const forms = new Map<string, Answer>();

  return {
    /**
     * Reads and does it; resolves when the bot has answered.
     *
     * @throws {z.ZodError} when it cannot be read
     */
    async perform(json: unknown): Promise<Outcome> {
      const wanted = act.parse(json);
      try {
        return await outcomeOf(wanted, whoAndWhere(wanted));
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
    /** @throws {RangeError} for a person or a channel that does not exist */
    whoAndWhere,
  };

  function whoAndWhere({ as, channel }: { readonly as: string; readonly channel: string }): By {
    const found = { person: discord.world.people.get(as), channel: discord.world.channel(channel) };
    if (found.person === undefined || found.channel === undefined)
      throw new RangeError("There is no such person or channel");
    return { person: found.person, channel: found.channel };
  }

  async function outcomeOf(wanted: Act, by: By): Promise<Outcome> {
    switch (wanted.kind) {
      case "say":
        discord.world.say(by.person, by.channel, wanted.text);
        return {};
      case "dismiss":
        discord.dismiss(by, wanted.message);
        return {};
      case "complete":
        return { choices: await discord.complete(by, wanted.name, wanted.inputs, wanted.focused) };
      case "command":
        return opened(await discord.command(by, wanted.name, wanted.inputs));
      case "message command":
        return opened(await discord.messageCommand(by, wanted.name, wanted.message));
      case "press":
        return opened(await discord.press(by, wanted.message, wanted.button));
      case "choose":
        return opened(await discord.choose(by, wanted.message, wanted.select, wanted.values));
      case "submit":
        return submit(by, wanted);
    }
  }

  function opened(answer: Answer): Outcome {
    if (answer.modal === undefined) return {};
    const key = crypto.randomUUID();
    forms.set(key, answer);
    return { form: { key, modal: answer.modal } };
  }

  async function submit(by: By, { form, inputs }: Extract<Act, { kind: "submit" }>): Promise<Outcome> {
    const answer = forms.get(form);
    if (answer === undefined) throw new Error("That form is no longer open");
    const given = Object.entries(inputs).map(([name, input]) => [name, fromPage(input)] as const);
    const outcome = opened(await discord.submit(by, answer, Object.fromEntries(given)));
    forms.delete(form);
    return outcome;
  }
}

function fromPage(input: FormInput): Input {
  if (typeof input === "string" || typeof input === "boolean") return input;
  return input.map((it) => (typeof it === "string" ? it : { name: it.name, bytes: Uint8Array.fromBase64(it.base64) }));
}

export type Acts = ReturnType<typeof createActs>;
