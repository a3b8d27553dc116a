import { defineSubcommand } from "../../src/bot/command.ts";
import { UserError } from "../../src/errors.ts";
import { capital, obstaclesOf } from "../../src/render/obstacles.ts";
import { notice } from "../../src/render/reply.ts";
import { POSTABLE } from "../../src/schedule/place.ts";
import { serverOf } from "./form.ts";

export const suggestions = defineSubcommand({
  name: "suggestions",
  description: "Choose the channel in which you read what members suggest; without one, nothing is taken any more",
  options: {
    channel: { type: "channel", description: "A channel that moderators read", channelTypes: POSTABLE },
  },
  async run({ channel }, caller, tools) {
    const guildId = serverOf(caller);
    if (channel === undefined) {
      await tools.suggestions.setBox(guildId, undefined);
      return notice("Suggestions are not taken any more; /facts suggestions with a channel takes them again.");
    }
    const [obstacle] = obstaclesOf({ channelType: channel.type, thread: false }, channel, ` in <#${channel.id}>`);
    if (obstacle !== undefined) throw new UserError(capital(obstacle));
    await tools.suggestions.setBox(guildId, { channelId: channel.id, channelType: channel.type });
    return notice(`Members can /suggest facts now; you read and decide them in <#${channel.id}>.`);
  },
});
