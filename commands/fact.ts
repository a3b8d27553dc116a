import { type Caller, defineCommand, type Tools } from "../src/bot/command.ts";
import { UserError } from "../src/errors.ts";
import { readFactId } from "../src/input/fact-id.ts";
import { readName } from "../src/input/name.ts";
import { customId } from "../src/render/custom-id.ts";
import { renderFact } from "../src/render/fact.ts";
import type { Reply } from "../src/render/reply.ts";

export default defineCommand({
  name: "fact",
  description: "One true thing about two genres that met",
  options: {
    topic: {
      type: "string",
      description: "What it should be about, e.g. samples",
      complete: (typed, { facts }) => facts.complete("topic", typed),
    },
    artist: {
      type: "string",
      description: "Whom it should be about, e.g. Aerosmith",
      complete: (typed, { facts }) => facts.complete("artist", typed),
    },
  },
  run: (asked, caller, tools) => showNext(asked, caller, tools),
  buttons: {
    /** Arguments: topic and artist, empty where none was asked for. */
    another: {
      args: 2,
      press: ([topic, artist], caller, tools) =>
        showNext({ topic: topic || undefined, artist: artist || undefined }, caller, tools),
    },
    /** Argument: the fact's id. */
    show: {
      args: 1,
      press: ([id = ""], _, { facts }) => ({ ...renderFact(readFactId(id, facts)), audience: "asker" }),
    },
  },
});

interface Wanted {
  readonly topic: string | undefined;
  readonly artist: string | undefined;
}

/** A fact that this channel has not seen since all that match were shown. */
async function showNext(asked: Wanted, caller: Caller, { facts, random, shown }: Tools): Promise<Reply> {
  const topic = asked.topic === undefined ? undefined : readName("topic", asked.topic, facts);
  const artist = asked.artist === undefined ? undefined : readName("artist", asked.artist, facts);
  const matching = facts.select({ topic, artist });
  if (matching.length === 0)
    throw new UserError(`I have no fact on ${artist} under ${topic}; leave one of the two out.`);

  const id = await shown.pick(
    caller,
    shuffle(
      matching.map((it) => it.id),
      random,
    ),
  );
  const fact = matching.find((it) => it.id === id);
  if (fact === undefined) throw new Error(`picked a fact that was not offered: ${id}`);
  return renderFact(fact, customId("fact", "another", topic ?? "", artist ?? ""));
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
