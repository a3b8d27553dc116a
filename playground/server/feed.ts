import type { Channel, Person, Post } from "../discord/inhabitants.ts";
import type { LocalDiscord } from "../discord/local-discord.ts";
import type { News, PostView, Scene, WireView } from "../protocol.ts";
import type { Town } from "./town.ts";
import { channelsOf, postView, wireView } from "./views.ts";

/** Entries of the wire that a page gets when it connects. */
const WIRE_AT_FIRST = 200;

/** Tells each page what is new for the person that it shows. */
export interface Feed {
  /** @returns the way to stop */
  subscribe(person: Person, tell: (news: News) => void): () => void;
  /** Tells everyone what has changed since they were told last. */
  flush(): void;
}

interface Reader {
  readonly person: Person;
  readonly tell: (news: News) => void;
  /** Messages by id, as last told. A message is never changed, only replaced: another object means news. */
  told: ReadonlyMap<string, Post["message"]>;
  scene: string;
}

/** @param sceneFor all but messages and the wire, as that person sees it */
export function createFeed(discord: LocalDiscord, town: Town, sceneFor: (person: Person) => Scene): Feed {
  const { world, wire } = discord;
  const readers = new Set<Reader>();
  let unsent: WireView[] = [];
  let flushing = false;

  wire.subscribe((entry) => {
    unsent.push(wireView(entry));
    // What the bot asked for has happened by now; what the gateway tells follows within the same turn.
    if (!flushing) setImmediate(flush);
    flushing = true;
  });

  return {
    subscribe(person, tell) {
      const reader: Reader = { person, tell, told: new Map(), scene: "" };
      const recent = wire.entries.slice(-WIRE_AT_FIRST).map(wireView);
      tell({ fresh: true, ...catchUp(reader), wire: recent });
      readers.add(reader);
      return () => readers.delete(reader);
    },
    flush,
  };

  function flush(): void {
    flushing = false;
    const entries = unsent;
    unsent = [];
    for (const reader of readers) {
      const news = { ...catchUp(reader), ...(entries.length > 0 && { wire: entries }) };
      if (Object.keys(news).length > 0) reader.tell(news);
    }
  }

  /** What the reader was not told yet, which then counts as told. */
  function catchUp(reader: Reader): News {
    const views = channelsOf(world, town, reader.person).flatMap((channel) => viewsIn(channel, reader.person));
    const posts = views.filter(({ message }) => reader.told.get(message.id) !== message);
    const now = new Map(views.map(({ message }) => [message.id, message]));
    const gone = [...reader.told.keys()].filter((id) => !now.has(id));
    reader.told = now;

    const scene = sceneFor(reader.person);
    const sceneText = JSON.stringify(scene);
    const sceneIsNew = sceneText !== reader.scene;
    reader.scene = sceneText;
    return { ...(sceneIsNew && { scene }), ...(posts.length > 0 && { posts }), ...(gone.length > 0 && { gone }) };
  }

  function viewsIn(channel: Channel, person: Person): PostView[] {
    return channel.posts.flatMap((post) => postView(town, channel, post, person) ?? []);
  }
}
