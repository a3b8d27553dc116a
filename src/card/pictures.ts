import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fact, FactIndex } from "../../facts/index.ts";
import type { Log } from "../log.ts";
import type { Look } from "../render/look.ts";
import type { Pictures } from "../render/picture.ts";
import { altOf, type Card, cardOf } from "./card.ts";
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
  /** `hash`: under which the fact's card is now. */
  | { readonly kind: "moved"; readonly hash: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "failed" };

/** The facts' cards. */
export interface CardBook extends Pictures {
  /** The card of a fact under a hash, which may be one gone by. Never throws. */
  page(id: string, hash: string): Promise<CardPage>;
}

export interface CardBookParts {
  readonly facts: Pick<FactIndex, "get">;
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
  readonly card: Card;
  /** Of all that decides what it looks like. */
  readonly hash: string;
}

/** Has each card drawn once: it is at hand, or on the shelf, or drawn now and kept. */
export function createCardBook(parts: CardBookParts): CardBook {
  const { edition, facts, log, look, patience = PATIENCE, publicUrl, shelf, studio } = parts;
  const entries = new WeakMap<Fact, Entry>();
  const atHand = createHandful(MOST_AT_HAND);
  const underWay = new Map<string, Promise<Buffer | undefined>>();
  /** Hashes of cards that were drawn, and of those that never will be. */
  const drawn = new Set<string>();
  const undrawable = new Set<string>();
  let complaint: string | undefined;

  return {
    way: publicUrl === undefined ? "carried" : "linked",

    async of(fact) {
      const { card, hash } = entryOf(fact);
      const alt = altOf(card);
      if (publicUrl !== undefined) {
        const there = drawn.has(hash) || (await inTime(hash, card)) !== undefined;
        return there ? { alt, url: `${publicUrl}${pathOf(fact.id, hash)}` } : undefined;
      }
      const data = await inTime(hash, card);
      const name = `${fact.id}.png`;
      return data && { alt, url: `attachment://${name}`, file: { name, contentType: "image/png", data } };
    },

    async page(id, wanted) {
      const fact = facts.get(id);
      if (fact === undefined) return { kind: "unknown" };
      const { card, hash } = entryOf(fact);
      if (wanted !== hash) return { kind: "moved", hash };
      const png = await cardAt(hash, card);
      if (png !== undefined) return { kind: "card", png };
      return { kind: undrawable.has(hash) ? "unknown" : "failed" };
    },
  };

  function entryOf(fact: Fact): Entry {
    const known = entries.get(fact);
    if (known !== undefined) return known;
    const card = cardOf(fact, look);
    const hash = createHash("sha256").update(edition).update(writeLayout(card)).digest("hex").slice(0, 32);
    const entry = { card, hash };
    entries.set(fact, entry);
    return entry;
  }

  /** It goes on being drawn when it is late, for the next one who asks. */
  async function inTime(hash: string, card: Card): Promise<Buffer | undefined> {
    const near = atHand.get(hash);
    if (near !== undefined) return near;
    const over = new AbortController();
    const late = sleep(patience, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
    const png = await Promise.race([cardAt(hash, card), late]);
    over.abort();
    return png;
  }

  function cardAt(hash: string, card: Card): Promise<Buffer | undefined> {
    const begun = underWay.get(hash) ?? find(hash, card).finally(() => underWay.delete(hash));
    underWay.set(hash, begun);
    return begun;
  }

  async function find(hash: string, card: Card): Promise<Buffer | undefined> {
    if (undrawable.has(hash)) return undefined;
    const png = atHand.get(hash) ?? (await shelf.read(hash)) ?? (await draw(hash, card));
    if (png === undefined) return undefined;
    drawn.add(hash);
    atHand.put(hash, png);
    return png;
  }

  async function draw(hash: string, card: Card): Promise<Buffer | undefined> {
    try {
      const png = await studio.draw(card);
      complaint = undefined;
      void shelf.write(hash, png);
      return png;
    } catch (error) {
      if (error instanceof UndrawableError) undrawable.add(hash);
      const reason = String(error);
      if (reason !== complaint) log.warn({ err: error, fact: card.seed }, "a card could not be drawn");
      complaint = reason;
      return undefined;
    }
  }
}

function pathOf(id: string, hash: string): string {
  return `/cards/${id}/${hash}.png`;
}

/** Remembers what was used last, as much as fits. */
function createHandful(most: number) {
  const held = new Map<string, Buffer>();
  let size = 0;
  return {
    get(key: string): Buffer | undefined {
      const png = held.get(key);
      if (png === undefined) return undefined;
      // Put behind all others, which go first.
      held.delete(key);
      held.set(key, png);
      return png;
    },
    put(key: string, png: Buffer): void {
      if (held.has(key)) return;
      held.set(key, png);
      size += png.length;
      for (const [oldest, its] of held) {
        if (size <= most || oldest === key) return;
        held.delete(oldest);
        size -= its.length;
      }
    },
  };
}
