import type { Channel, Person, Server } from "./inhabitants.ts";
import type { Media } from "./media.ts";
import type { Change } from "./plans.ts";

/** What messages need to know of the world that they are written in; the world itself needs messages. */
export interface Surroundings {
  readonly clock: () => Temporal.Instant;
  /** Makes ids that only ever grow. */
  readonly mint: () => string;
  readonly bot: Person;
  readonly media: Media;
  /** By id. */
  readonly people: ReadonlyMap<string, Person>;
  serverOf(channel: Channel): Server | undefined;
  /** What `person` may do in `channel`; nothing for one who is no member. */
  permissions(person: Person, channel: Channel): bigint;
  announce(change: Change): void;
}
