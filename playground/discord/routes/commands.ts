import * as spec from "discord-api-spec/zod";
import * as z from "zod/mini";
import type { CommandBody } from "../command-rules.ts";
import type { CommandShelf } from "../command-shelf.ts";
import { missingAccess } from "../discord-error.ts";
import { outcome } from "../outcome.ts";
import { type Call, param, type Route } from "../route.ts";

/** The bot's commands: for everywhere under `/applications/…/commands`, for one server under `…/guilds/…/commands`. */
export function commandRoutes(applicationId: string, shelfOf: (serverId?: string) => CommandShelf): Route[] {
  const shelf = (call: Call) => {
    if (param(call, "application") !== applicationId) throw missingAccess();
    return shelfOf(call.params.guild);
  };
  return ["/applications/:application/commands", "/applications/:application/guilds/:guild/commands"].flatMap(
    (path): Route[] => [
      { method: "GET", path, run: (call) => shelf(call).all },
      {
        method: "PUT",
        path,
        body: manyCommands,
        run: (call) => shelf(call).replace((call.body ?? []) as CommandBody[]),
      },
      {
        method: "POST",
        path,
        body: lenient(spec.ApplicationCommandCreateRequestSchema),
        run(call) {
          const { all, put } = shelf(call);
          const command = put(call.body as CommandBody);
          return outcome(all.some(({ id }) => id === command.id) ? 200 : 201, command);
        },
      },
      { method: "GET", path: `${path}/:command`, run: (call) => shelf(call).get(param(call, "command")) },
      {
        method: "PATCH",
        path: `${path}/:command`,
        body: lenient(spec.ApplicationCommandPatchRequestPartialSchema),
        run: (call) => shelf(call).change(param(call, "command"), call.body as Partial<CommandBody>),
      },
      { method: "DELETE", path: `${path}/:command`, run: (call) => shelf(call).remove(param(call, "command")) },
    ],
  );
}

const manyCommands = z.array(lenient(spec.ApplicationCommandUpdateRequestSchema)).check(z.maxLength(130));

/**
 * The document wants permissions as a number; Discord takes the string that its reference describes and libraries send.
 */
function lenient(schema: z.ZodMiniType): z.ZodMiniType {
  const asNumber = z.transform((body: unknown) => {
    const permissions = (body as CommandBody | null)?.default_member_permissions;
    return typeof permissions === "string" && /^\d+$/.test(permissions)
      ? { ...(body as CommandBody), default_member_permissions: Number(permissions) }
      : body;
  });
  return z.pipe(asNumber, schema);
}
