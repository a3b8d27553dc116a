import * as spec from "discord-api-spec/zod";
import { DiscordError, unknown } from "../discord-error.ts";
import type { Server } from "../inhabitants.ts";
import { channelPayload, userPayload } from "../payload.ts";
import { permissionsOf } from "../permissions.ts";
import { param, type Route } from "../route.ts";
import type { SessionStarts } from "../session-starts.ts";
import type { World } from "../world.ts";

export interface Application {
  readonly id: string;
  /** Where the gateway is: `ws://127.0.0.1:…`. */
  readonly gatewayUrl: () => string;
  readonly shards: number;
  readonly starts: SessionStarts;
  /** In hex. */
  readonly publicKey: string;
  readonly interactionsUrl: string | undefined;
}

/** What the bot asks about itself, and the doors to its servers and direct messages. */
export function meRoutes(world: World, application: Application): Route[] {
  const servers = () => [...world.servers.values()].filter(({ members }) => members.has(world.bot.id));
  return [
    { method: "GET", path: "/gateway", run: () => ({ url: application.gatewayUrl() }) },
    { method: "GET", path: "/gateway/bot", run: () => gatewayFields(application) },
    {
      method: "GET",
      path: "/users/@me",
      run: () => ({
        ...userPayload(world.bot),
        mfa_enabled: false,
        locale: "en-US",
        verified: true,
        email: null,
        flags: 0,
      }),
    },
    { method: "GET", path: "/applications/@me", run: () => applicationFields(world, application) },
    { method: "GET", path: "/oauth2/applications/@me", run: () => applicationFields(world, application) },
    { method: "GET", path: "/users/@me/guilds", run: () => servers().map((server) => guildFields(world, server)) },
    {
      method: "DELETE",
      path: "/users/@me/guilds/:guild",
      run(call) {
        const server = servers().find(({ id }) => id === param(call, "guild"));
        if (server === undefined) throw unknown("Guild");
        world.removeServer(server);
      },
    },
    {
      method: "POST",
      path: "/users/@me/channels",
      body: spec.CreatePrivateChannelRequestSchema,
      run({ body }) {
        const person = world.people.get((body as { recipient_id?: string }).recipient_id ?? "");
        if (person === undefined) throw unknown("User");
        if (person.bot) throw new DiscordError(400, 50007, "Cannot send messages to this user");
        return channelPayload(world.directMessage(person));
      },
    },
  ];
}

function gatewayFields({ gatewayUrl, shards, starts }: Application) {
  return { url: gatewayUrl(), shards, session_start_limit: starts.fields() };
}

function applicationFields(world: World, { id, interactionsUrl, publicKey }: Application) {
  return {
    id,
    name: world.bot.name,
    icon: null,
    description: "",
    type: null,
    bot: userPayload(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    integration_types_config: { "0": {}, "1": {} },
    verify_key: publicKey,
    flags: 0,
    flags_new: "0",
    redirect_uris: [],
    interactions_endpoint_url: interactionsUrl ?? null,
    role_connections_verification_url: null,
    owner: userPayload(world.bot),
    approximate_guild_count: world.servers.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

function guildFields(world: World, server: Server) {
  const permissions = permissionsOf(server, server.members.get(world.bot.id)!);
  const owner = server.ownerId === world.bot.id;
  return {
    id: server.id,
    name: server.name,
    icon: null,
    banner: null,
    owner,
    permissions: permissions.toString(),
    features: [],
  };
}
