import { defineSubcommand } from "../../src/bot/command.ts";
import { defineModal, type Form } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { UserError } from "../../src/errors.ts";
import { readWhen } from "../../src/input/when.ts";
import { isPostable } from "../../src/schedule/place.ts";
import { addOrder } from "./add.ts";
import { changeOrder } from "./edit.ts";
import { optionalChannelField, placeNow, serverOf } from "./fields.ts";
import { askedIn, channelSelect, draftIn, draftOf, formOf, genresIn, orAgain, orderFields, readDraft } from "./form.ts";

export default defineSubcommand({
  name: "setup",
  description: "Set up a daily post in one form",
  options: { channel: { ...optionalChannelField, description: "The channel (default: this one)" } },
  run: ({ channel }, caller, tools) => showSetup(channel?.id, caller, tools),
});

export const setupForm = defineModal({
  args: 0,
  title: "A daily post",
  fields: { channel: channelSelect, ...orderFields },
  // May ask Discord.
  weight: 2,
  async submit(values, _, caller, tools) {
    const { channel } = values;
    const draft = { ...draftIn(values), channelId: channel.id, open: true };
    return orAgain(draft, async () => {
      const order = (await tools.orders.list(serverOf(caller))).find((it) => it.channelId === channel.id);
      const place = channel.permissions === undefined ? await placeNow(channel.id, caller, tools) : channel;
      const asked = askedIn(values, order);
      return order === undefined ? addOrder(place, asked, caller, tools) : changeOrder(place, asked, caller, tools);
    });
  },
});

/** Opens the form again as it was filled in. */
export async function showAgain(args: readonly string[], caller: Caller, tools: Tools): Promise<Form> {
  const asItIs = readDraft(args, []);
  const order = (await tools.orders.list(serverOf(caller))).find((it) => it.channelId === asItIs?.channelId);
  const draft = readDraft(args, genresIn(tools.facts, order));
  if (draft === undefined) throw new UserError("This button is from an older version of me; run the command again.");
  return formOf(draft);
}

/** The form, with what there is in the channel, else with what is usual. */
async function showSetup(asked: string | undefined, caller: Caller, tools: Tools): Promise<Form> {
  const all = await tools.orders.list(serverOf(caller));
  const here = isPostable(caller.channelType ?? -1) ? caller.channelId : undefined;
  const channelId = asked ?? here;
  const order = all.find((it) => it.channelId === channelId);
  const when = order ?? readWhen({ time: undefined, timezone: undefined }, all.at(-1), caller.guildLocale);
  return formOf({ ...draftOf(when, order), channelId, open: true });
}
