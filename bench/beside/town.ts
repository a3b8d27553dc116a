import { PermissionFlagsBits } from "discord-api-types/v10";
import type { By } from "../../playground/discord/hand.ts";
import { type LocalDiscord, startLocalDiscord } from "../../playground/discord/local-discord.ts";

const CHANNELS = 40;
/** Besides @everyone and the bot's own. */
const ROLES = 18;

/** A Discord with servers of 40 channels and 20 roles, and people who write to the bot directly. */
export interface Town extends AsyncDisposable {
  readonly discord: LocalDiscord;
  /**
   * Each in a direct message of their own: what the bot allows a server's people together would count there, as one
   * server asks 200 times a second only here.
   */
  readonly people: readonly By[];
  /** One who may manage each server, in its first channel. */
  readonly moderators: readonly By[];
}

export async function settle(servers: number, people: number): Promise<Town> {
  const discord = await startLocalDiscord();
  const { world } = discord;
  const owner = world.addPerson("Owner");
  const moderators = Array.from({ length: servers }, (_, number) => {
    const server = world.addServer({ name: `Server ${number}`, owner });
    for (let role = 0; role < ROLES; role++)
      world.addRole(server, `Role ${role}`, { permissions: PermissionFlagsBits.AttachFiles });
    const channels = Array.from({ length: CHANNELS }, (__, at) => world.addChannel(server, { name: `channel-${at}` }));
    return { person: owner, channel: channels[0]! };
  });
  return {
    discord,
    moderators,
    people: Array.from({ length: people }, (_, number) => {
      const person = world.addPerson(`Person ${number}`);
      return { person, channel: world.openChannel({ kind: "dm", name: person.name, recipients: [person, world.bot] }) };
    }),
    [Symbol.asyncDispose]: () => discord[Symbol.asyncDispose](),
  };
}
