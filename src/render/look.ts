import type { Fact, FactIndex } from "../../facts/index.ts";
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

/** @param listenUrl see `listenAddress` */
export function createLook(facts: Pick<FactIndex, "colourOf">, listenUrl = DEFAULT_LISTEN_URL): Look {
  return {
    colourOf: ({ genres }) => mix(genres.flatMap((it) => facts.colourOf(it) ?? [])) ?? PLAIN,
    listenTo: ({ listen }) => listen?.[0] && listenAddress(listenUrl, listen[0]),
  };
}
