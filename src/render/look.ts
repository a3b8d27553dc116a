import { LRUCache } from "lru-cache";
import { type Fact, type FactIndex, onceFor, type Recording } from "../../facts/index.ts";
import { mix } from "./colour.ts";
import { DEFAULT_LISTEN_URL, listenAddress } from "./listen.ts";
import { PLAIN } from "./reply.ts";

/** What a message has of a fact besides its words; one for the whole bot, handed to whatever renders a fact. */
export interface Look {
  /** The accent colour of the worlds that meet in it, RGB; the plain one where no file declares any of them. */
  colourOf(fact: Pick<Fact, "genres">): number;
  /** The address at which it can be heard; `undefined` where there is nothing to hear. */
  listenTo(fact: Pick<Fact, "listen">): string | undefined;
}

/** Of so many sets of worlds the colour is remembered: each answer has one, and most are of few. */
const KEPT_COLOURS = 500;

/** No genre's name has it. */
const BETWEEN = "\n";

/** @param listenUrl see `listenAddress` */
export function createLook(facts: Pick<FactIndex, "colourOf">, listenUrl = DEFAULT_LISTEN_URL): Look {
  const colours = new LRUCache<string, number>({
    max: KEPT_COLOURS,
    memoMethod: (genres) => mix(genres.split(BETWEEN).flatMap((it) => facts.colourOf(it) ?? [])) ?? PLAIN,
  });
  const addressOf = onceFor((recording: Recording) => listenAddress(listenUrl, recording) ?? "");
  return {
    colourOf: ({ genres }) => colours.memo(genres.join(BETWEEN)),
    listenTo: ({ listen }) => (listen?.[0] && addressOf(listen[0])) || undefined,
  };
}
