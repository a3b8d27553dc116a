import { defineModal, type Form } from "../../src/bot/form.ts";
import type { Caller, Tools } from "../../src/bot/tools.ts";
import { changeOrder } from "./edit.ts";
import { orderOf, placeNow } from "./fields.ts";
import { askedIn, draftIn, draftOf, formOf, orAgain, orderFields } from "./form.ts";

/** Argument: the channel. */
export const changeForm = defineModal({
  args: 1,
  title: "Change the daily post",
  fields: orderFields,
  // Asks Discord.
  weight: 2,
  async submit(values, [channelId = ""], caller, tools) {
    return orAgain({ ...draftIn(values), channelId, open: false }, async () => {
      // Discord is not asked about channels that the form of another server could name.
      const order = await orderOf(channelId, caller, tools.orders);
      const place = await placeNow(channelId, caller, tools);
      return changeOrder(place, askedIn(values, order), caller, tools);
    });
  },
});

/** The form for a channel's order, with what there is. */
export async function showChangeForm(channelId: string, caller: Caller, tools: Tools): Promise<Form> {
  const order = await orderOf(channelId, caller, tools.orders);
  return formOf({ ...draftOf(order, order), channelId, open: false });
}
