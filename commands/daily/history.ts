import { type Caller, defineSubcommand, type Tools } from "../../src/bot/command.ts";
import { notice, type Reply } from "../../src/render/reply.ts";
import { renderHistory } from "../../src/render/results.ts";
import { optionalChannelField, serverOf } from "./fields.ts";

const DAYS = 14;

export default defineSubcommand({
  name: "history",
  description: "What became of the daily posts of the last 14 days",
  options: { channel: optionalChannelField },
  run: ({ channel }, caller, tools) => showHistory(channel?.id, 1, caller, tools),
});

/** One page of the history; the same for the command and its buttons. */
export async function showHistory(
  channelId: string | undefined,
  number: number,
  caller: Caller,
  { clock, record }: Tools,
): Promise<Reply> {
  const today = clock().toZonedDateTimeISO(caller.timeZone).toPlainDate();
  const all = await record.history(serverOf(caller), today.subtract({ days: DAYS - 1 }));
  const results = channelId === undefined ? all : all.filter((it) => it.channelId === channelId);
  if (results.length === 0)
    return notice("Nothing was posted or due here in the last 14 days; /daily list shows what is to come.");
  return renderHistory(results, serverOf(caller), channelId, number);
}
