import { type APIMessage, GatewayIntentBits as Intents } from "discord-api-types/v10";
import type { Channel, Member, Overwrite, Person, Role, Server } from "./inhabitants.ts";
import { createMedia, type Media } from "./media.ts";
import { channelPayload, rolePayload } from "./payload.ts";
import { EVERYONE, EVERYTHING, IN_DIRECT_MESSAGES, permissionsOf } from "./permissions.ts";
import type { Change, ChannelPlan, PersonPlan, ServerPlan } from "./plans.ts";
import { addPost } from "./posts.ts";
import { serverCreatePayload } from "./server-payload.ts";
import { createMint, snowflakeAt } from "./snowflake.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * The servers, channels and people of one local Discord. Changes take effect at once and are told to the bot as Discord
 * would: to sessions with the intent for it.
 */
export class World implements Surroundings {
  readonly clock: () => Temporal.Instant;
  readonly bot: Person;
  /** By id; those that the bot has left or that never had it, too. */
  readonly servers: Map<string, Server> = new Map();
  readonly people: Map<string, Person> = new Map();
  readonly mint: () => string;
  readonly media: Media;
  readonly #began: bigint;
  readonly #channels: Map<string, Channel> = new Map();
  readonly #listeners: Set<(change: Change) => void> = new Set();

  constructor(clock: () => Temporal.Instant, botName: string, media: Media = createMedia(() => "http://127.0.0.1")) {
    this.clock = clock;
    this.media = media;
    this.mint = createMint(clock);
    this.#began = snowflakeAt(clock());
    this.bot = this.#settle({
      id: this.mint(),
      name: botName,
      bot: true,
      locale: "en-US",
      directMessages: "open",
      installed: false,
    });
  }

  addPerson(name: string, { locale = "en-US", directMessages = "open", installed = false }: PersonPlan = {}): Person {
    return this.#settle({ id: this.mint(), name, bot: false, locale, directMessages, installed });
  }

  /**
   * A server with its owner and the bot, and no channel.
   *
   * By its id it is a millisecond older than the one before, so that every shard gets its share.
   */
  addServer(plan: ServerPlan = {}): Server {
    const { name = "The Record Shop", locale = "en-US", withBot = true, botPermissions = 0n } = plan;
    const id = plan.id ?? (this.#began - (BigInt(this.servers.size + 1) << 22n)).toString();
    const owner = plan.owner ?? this.addPerson(`${name} owner`);
    const everyone: Role = { id, name: "@everyone", permissions: EVERYONE, mentionable: false, managed: false };
    const server: Server = {
      id,
      name,
      locale,
      ownerId: owner.id,
      roles: new Map([[id, everyone]]),
      members: new Map(),
      channels: new Map(),
    };
    this.servers.set(id, server);
    this.join(server, owner);
    if (withBot) this.#invite(server, botPermissions);
    return server;
  }

  /** Takes the bot out of the server, as a moderator who kicks it does. */
  removeServer(server: Server): void {
    server.members.delete(this.bot.id);
    this.announce({ event: "GUILD_DELETE", serverId: server.id, intent: Intents.Guilds, data: { id: server.id } });
  }

  addChannel(
    server: Server,
    { name = "general", kind = "text", category, tagRequired = false }: ChannelPlan = {},
  ): Channel {
    return this.openChannel({
      kind,
      name,
      serverId: server.id,
      tagRequired,
      ...(category && { parentId: category.id }),
    });
  }

  removeChannel(channel: Channel): void {
    const server = this.serverOf(channel);
    server?.channels.delete(channel.id);
    this.#channels.delete(channel.id);
    this.#announceChannel("CHANNEL_DELETE", channel);
  }

  addRole(server: Server, name: string, plan: { permissions?: bigint; mentionable?: boolean } = {}): Role {
    const role = {
      id: this.mint(),
      name,
      permissions: plan.permissions ?? 0n,
      mentionable: plan.mentionable ?? false,
      managed: false,
    };
    server.roles.set(role.id, role);
    const data = { guild_id: server.id, role: rolePayload(role, server.roles.size - 1) };
    this.announce({ event: "GUILD_ROLE_CREATE", serverId: server.id, intent: Intents.Guilds, data });
    return role;
  }

  join(server: Server, person: Person, roles: readonly Role[] = []): Member {
    const member = { person, roles: roles.map(({ id }) => id), joinedAt: this.clock() };
    server.members.set(person.id, member);
    return member;
  }

  leave(server: Server, person: Person): void {
    server.members.delete(person.id);
  }

  /** Overwrites what a role or a person may do in the channel; what was set before for it goes. */
  setPermissions(
    channel: Channel,
    target: Role | Person,
    { allow = 0n, deny = 0n }: { allow?: bigint; deny?: bigint },
  ): void {
    const type: Overwrite["type"] = "permissions" in target ? "role" : "member";
    channel.overwrites = [
      ...channel.overwrites.filter(({ id }) => id !== target.id),
      { id: target.id, type, allow, deny },
    ];
    this.#announceChannel("CHANNEL_UPDATE", channel);
  }

  /** What the bot may do in the channel: exactly these bits, or a change to what its roles give it. */
  setBotPermissions(channel: Channel, bits: bigint | { allow?: bigint; deny?: bigint }): void {
    this.setPermissions(channel, this.bot, typeof bits === "bigint" ? { allow: bits, deny: EVERYTHING & ~bits } : bits);
  }

  /** The one channel between a person and the bot; made when first asked for. */
  directMessage(person: Person): Channel {
    const known = [...this.#channels.values()].find(
      ({ kind, recipients }) => kind === "dm" && recipients.includes(person),
    );
    return known ?? this.openChannel({ kind: "dm", name: person.name, recipients: [person, this.bot] });
  }

  /** A conversation that the bot is not in; people who installed it can use it there. */
  groupMessage(people: readonly Person[]): Channel {
    return this.openChannel({ kind: "group", name: people.map(({ name }) => name).join(", "), recipients: people });
  }

  channel(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  serverOf(channel: Channel): Server | undefined {
    return this.servers.get(channel.serverId ?? "");
  }

  /** What everyone in the channel sees, oldest first. */
  messages(channel: Channel): readonly APIMessage[] {
    return channel.posts.filter(({ onlyFor }) => onlyFor === undefined).map(({ message }) => message);
  }

  /** Writes a message as a person does. */
  say(person: Person, channel: Channel, content: string): APIMessage {
    return addPost(this, channel, { author: person, body: { content } }).message;
  }

  /** What `person` may do in `channel`; nothing for one who is no member. */
  permissions(person: Person, channel: Channel): bigint {
    const server = this.serverOf(channel);
    if (server === undefined) return channel.recipients.includes(person) ? IN_DIRECT_MESSAGES : 0n;
    const member = server.members.get(person.id);
    return member === undefined ? 0n : permissionsOf(server, member, channel);
  }

  /** Opens a channel of any kind; `addChannel` and `directMessage` are the usual ways. */
  openChannel(plan: Pick<Channel, "kind" | "name"> & Partial<Channel>): Channel {
    const bare = { recipients: [], overwrites: [], posts: [], archived: false, locked: false, tagRequired: false };
    const channel: Channel = { id: this.mint(), ...bare, ...plan };
    this.#channels.set(channel.id, channel);
    this.serverOf(channel)?.channels.set(channel.id, channel);
    if (channel.serverId !== undefined)
      this.#announceChannel(channel.ownerId ? "THREAD_CREATE" : "CHANNEL_CREATE", channel);
    return channel;
  }

  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }

  #settle(person: Person): Person {
    this.people.set(person.id, person);
    return person;
  }

  #invite(server: Server, permissions: bigint): void {
    const role: Role = { id: this.mint(), name: this.bot.name, permissions, mentionable: false, managed: true };
    server.roles.set(role.id, role);
    const data = serverCreatePayload(server, this.join(server, this.bot, [role]));
    this.announce({ event: "GUILD_CREATE", serverId: server.id, intent: Intents.Guilds, data });
  }

  #announceChannel(event: string, channel: Channel): void {
    this.announce({ event, serverId: channel.serverId, intent: Intents.Guilds, data: channelPayload(channel) });
  }
}
