import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { type ArtistGraph, type Fact, type FactIndex, isOwn } from "../../facts/index.ts";
import type { Log } from "../log.ts";
import type { Look } from "../render/look.ts";
import type { Chain, Pictures } from "../render/picture.ts";
import { altOf, type Card, cardOf } from "./card.ts";
import { chainCardOf, nameOfChain, readChainName } from "./chain.ts";
import { writeLayout } from "./layout.ts";
import type { Shelf } from "./shelf.ts";
import { type Studio, UndrawableError } from "./studio.ts";

/** Milliseconds that a message waits for its picture. */
const PATIENCE = 1000;

/** Bytes of the cards that are at hand at once: those of a day, whatever the servers' orders are. */
const MOST_AT_HAND = 2_000_000;

/** A card as it is asked for over HTTP. */
export type CardPage =
  | { readonly kind: "card"; readonly png: Buffer }
  /** `hash`: under which the card is now. */
  | { readonly kind: "moved"; readonly hash: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "failed" };

/** The cards of facts, and of chains between two artists. */
export interface CardBook extends Pictures {
  /**
   * The card under a hash, which may be one gone by. Never throws.
   *
   * @param name a fact's id, or a chain's name, see `nameOfChain`
   */
  page(name: string, hash: string): Promise<CardPage>;
  /** Has a fact's card drawn, if it is not there. Never throws. */
  draw(fact: Fact): Promise<void>;
}

export interface CardBookParts {
  readonly facts: Pick<FactIndex, "get" | "select" | "familyOf">;
  readonly graph: Pick<ArtistGraph, "named" | "connect">;
  /** A fact that some server added for itself; without it, there are none. */
  readonly ownFact?: ((id: string) => Promise<Fact | undefined>) | undefined;
  readonly look: Pick<Look, "colourOf">;
  readonly studio: Pick<Studio, "draw">;
  readonly shelf: Shelf;
  /** See `readEdition`. */
  readonly edition: string;
  /** Where the cards are reached from outside, without a slash at its end; without it they are uploaded. */
  readonly publicUrl: string | undefined;
  readonly log: Log;
  /** Milliseconds that a message waits for its picture. */
  readonly patience?: number;
}

interface Entry {
  /** Of a fact its id. */
  readonly name: string;
  readonly card: Card;
  /** Of all that decides what it looks like. */
  readonly hash: string;
}

/** Has each card drawn once: it is at hand, or on the shelf, or drawn now and kept. */
export function createCardBook(parts: CardBookParts): CardBook {
  const { edition, facts, graph, log, look, patience = PATIENCE, publicUrl, shelf, studio } = parts;
  const entries = new WeakMap<Fact, Entry>();
  const atHand = new LRUCache<string, Buffer>({ maxSize: MOST_AT_HAND, sizeCalculation: (png) => png.length });
  const underWay = new Map<string, Promise<Buffer | undefined>>();
  /** Hashes of facts' cards that were drawn, and of cards that never will be. There are too many chains to keep theirs. */
  const drawn = new Set<string>();
  const undrawable = new Set<string>();
  let complaint: string | undefined;

  return {
    way: publicUrl === undefined ? "carried" : "linked",

    async of(subject, wait = patience) {
      const entry = "hops" in subject ? entryOfChain(subject) : entryOf(subject);
      const { card, hash, name } = entry;
      const alt = altOf(card);
      if (publicUrl !== undefined) {
        // A link is the same for all, and what a server alone knows may join two in another way.
        if ("hops" in subject && find(name)?.hash !== hash) return undefined;
        const there = drawn.has(hash) || (await inTime(entry, wait)) !== undefined;
        return there ? { alt, url: `${publicUrl}${pathOf(name, hash)}` } : undefined;
      }
      const data = await inTime(entry, wait);
      const file = `${name}.png`;
      return data && { alt, url: `attachment://${file}`, file: { name: file, contentType: "image/png", data } };
    },

    async draw(fact) {
      await cardAt(entryOf(fact));
    },

    async page(name, wanted) {
      const entry = find(name) ?? (await findOwn(name));
      if (entry === undefined) return { kind: "unknown" };
      const { hash } = entry;
      if (wanted !== hash) return { kind: "moved", hash };
      const png = await cardAt(entry);
      if (png !== undefined) return { kind: "card", png };
      return { kind: undrawable.has(hash) ? "unknown" : "failed" };
    },
  };

  function entryOf(fact: Fact): Entry {
    const known = entries.get(fact);
    if (known !== undefined) return known;
    const entry = hashed(fact.id, cardOf(fact, look));
    entries.set(fact, entry);
    return entry;
  }

  function entryOfChain(chain: Chain): Entry {
    return hashed(nameOfChain(chain), chainCardOf(chain, facts, look));
  }

  function hashed(name: string, card: Card): Entry {
    const hash = createHash("sha256").update(edition).update(writeLayout(card)).digest("hex").slice(0, 32);
    return { name, card, hash };
  }

  async function findOwn(id: string): Promise<Entry | undefined> {
    const fact = isOwn({ id }) ? await parts.ownFact?.(id).catch(() => undefined) : undefined;
    return fact && entryOf(fact);
  }

  function find(name: string): Entry | undefined {
    const fact = facts.get(name);
    if (fact !== undefined) return entryOf(fact);
    const asked = readChainName(name);
    const [from, to] = (asked?.keys ?? []).map((it) => graph.named(it));
    if (asked === undefined || from === undefined || to === undefined || from === to) return undefined;
    const connection = graph.connect(from, to, asked.nth);
    // One name for each, so that none is drawn under a second.
    return connection?.nth === asked.nth ? entryOfChain({ ...asked, hops: connection.hops }) : undefined;
  }

  /** It goes on being drawn when it is late, for the next one who asks. */
  async function inTime(entry: Entry, wait: number): Promise<Buffer | undefined> {
    const near = atHand.get(entry.hash);
    if (near !== undefined) return near;
    const over = new AbortController();
    const late = sleep(wait, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
    const png = await Promise.race([cardAt(entry), late]);
    over.abort();
    return png;
  }

  function cardAt(entry: Entry): Promise<Buffer | undefined> {
    const { hash } = entry;
    const begun = underWay.get(hash) ?? obtain(entry).finally(() => underWay.delete(hash));
    underWay.set(hash, begun);
    return begun;
  }

  async function obtain(entry: Entry): Promise<Buffer | undefined> {
    const { card, hash } = entry;
    if (undrawable.has(hash)) return undefined;
    const png = atHand.get(hash) ?? (await shelf.read(hash)) ?? (await drawNow(entry));
    if (png === undefined) return undefined;
    if (!("stops" in card)) drawn.add(hash);
    atHand.set(hash, png);
    return png;
  }

  async function drawNow({ card, hash, name }: Entry): Promise<Buffer | undefined> {
    try {
      const png = await studio.draw(card);
      complaint = undefined;
      void shelf.write(hash, png);
      return png;
    } catch (error) {
      if (error instanceof UndrawableError) undrawable.add(hash);
      const reason = String(error);
      if (reason !== complaint) log.warn({ err: error, card: name }, "a card could not be drawn");
      complaint = reason;
      return undefined;
    }
  }
}

function pathOf(name: string, hash: string): string {
  return `/cards/${name}/${hash}.png`;
}
