import type { GatewaySession } from "./gateway-session.ts";
import type { Person, Server } from "./inhabitants.ts";
import { userPayload } from "./payload.ts";

/** What READY brings: the servers of the shard are told by their ids alone. @param url where the session is resumed */
export function readyPayload(
  { id, shard }: Pick<GatewaySession, "id" | "shard">,
  bot: Person,
  servers: readonly Server[],
  applicationId: string,
  url: string,
): object {
  return {
    v: 10,
    user: { ...userPayload(bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
    guilds: servers.map((server) => ({ id: server.id, unavailable: true })),
    session_id: id,
    session_type: "normal",
    resume_gateway_url: url,
    shard,
    application: { id: applicationId, flags: 0 },
    private_channels: [],
    relationships: [],
    presences: [],
    guild_join_requests: [],
    user_settings: {},
    _trace: [],
  };
}
