import type { By } from "../../playground/discord/hand.ts";
import type { Channel } from "../../playground/discord/inhabitants.ts";
import type { World } from "../../playground/discord/world.ts";

const SERVERS = 1000;
const CHANNELS_PER_SERVER = 10;
const PEOPLE = 2000;

/** Who asks, and where the daily posts go. So many that the bot asks none of them to wait. */
export interface Town {
  /** Each in a direct message of their own. */
  readonly people: readonly By[];
  /** Each in the server that they own. */
  readonly owners: readonly By[];
  /** Ten a server. */
  readonly channels: readonly Channel[];
}

export function settle(world: World): Town {
  const author = world.addPerson("Somebody");
  const servers = Array.from({ length: SERVERS }, (_, number) => world.addServer({ name: `Server ${number}` }));
  return {
    people: Array.from({ length: PEOPLE }, (_, number) => {
      const person = world.addPerson(`Person ${number}`);
      return { person, channel: world.openChannel({ kind: "dm", name: person.name, recipients: [person, world.bot] }) };
    }),
    owners: servers.map((server) => ({
      person: world.people.get(server.ownerId)!,
      channel: world.addChannel(server, { name: "talk" }),
    })),
    channels: servers.flatMap((server) =>
      Array.from({ length: CHANNELS_PER_SERVER }, (_, number) => {
        const channel = world.addChannel(server, { name: `music-${number}` });
        // In a channel where nothing was ever said the bot would have to ask whether it may read there.
        world.say(author, channel, "What is the song that you heard first today?");
        return channel;
      }),
    ),
  };
}
