import { setTimeout as sleep } from "node:timers/promises";
import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  PermissionsBitField,
} from "discord.js";
import { MessageFlags, PermissionFlagsBits } from "discord-api-types/v10";
import type { Log } from "../log.ts";
import type { Dispatch, Request } from "./dispatch.ts";
import type { LineWatch } from "./line-watch.ts";
import { toInteractionReply } from "./message.ts";

/** Discord gives up on an answer after 3 seconds; an acknowledgement goes out well before. */
const DEFER_AFTER = 1500;

/**
 * Answers one interaction, once. Never rejects: an answer that Discord does not take is logged.
 *
 * @param watch times the answers
 * @param deferAfter milliseconds after which an answer that is not there yet is announced
 */
export async function handleInteraction(
  interaction: Interaction,
  dispatch: Dispatch,
  log: Log,
  watch?: Pick<LineWatch, "timeAnswer">,
  deferAfter = DEFER_AFTER,
): Promise<void> {
  try {
    const request = toRequest(interaction);
    if (interaction.isAutocomplete() && request?.kind === "complete") {
      await interaction.respond((await dispatch.complete(request)) as ApplicationCommandOptionChoiceData[]);
    } else if ((interaction.isChatInputCommand() || interaction.isButton()) && request && request.kind !== "complete") {
      const done = watch?.timeAnswer(dispatch.nameOf(request));
      await answer(interaction, request, dispatch, deferAfter);
      done?.();
    }
  } catch (error) {
    log.warn({ err: error, interaction: interaction.id }, "an answer did not reach Discord");
  } finally {
    // discord.js keeps each person and channel it meets; nothing here asks for them again.
    interaction.client.users.cache.clear();
    interaction.client.channels.cache.clear();
  }
}

type Answerable = ChatInputCommandInteraction | ButtonInteraction;

/** Sends the answer; one that is slow is announced first, so that Discord does not give up on it. */
async function answer(
  interaction: Answerable,
  request: Exclude<Request, { kind: "complete" }>,
  dispatch: Dispatch,
  deferAfter: number,
): Promise<void> {
  const answering = dispatch.answer(request);
  const timer = new AbortController();
  const slow = sleep(deferAfter, undefined, { signal: timer.signal }).catch(() => undefined);
  const quick = await Promise.race([answering, slow]);
  timer.abort();

  if (quick !== undefined) {
    if (quick.effect === "update" && interaction.isButton()) await interaction.update(toInteractionReply(quick.reply));
    else await interaction.reply(toInteractionReply(quick.reply));
    return;
  }
  const expected = dispatch.expect(request);
  if (expected === "update" && interaction.isButton()) await interaction.deferUpdate();
  else await interaction.deferReply(expected === "asker" ? { flags: MessageFlags.Ephemeral } : {});

  const { effect, reply } = await answering;
  if (expected === effect || (effect === "reply" && expected === reply.audience)) {
    const { components, allowedMentions } = toInteractionReply(reply);
    await interaction.editReply({ components, allowedMentions, flags: MessageFlags.IsComponentsV2 });
    return;
  }
  // Who may see a message cannot be changed: the announced one goes, another takes its place.
  if (expected !== "update") await interaction.deleteReply();
  await interaction.followUp(toInteractionReply(reply));
}

function toRequest(interaction: Interaction): Request | undefined {
  const caller = {
    userId: interaction.user.id,
    guildId: interaction.guildId ?? undefined,
    channelId: interaction.channelId ?? interaction.user.id,
    mayManage: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
  };
  if (interaction.isButton()) return { kind: "button", caller, id: interaction.customId };
  if (!interaction.isChatInputCommand() && !interaction.isAutocomplete()) return undefined;

  const call = {
    caller,
    command: interaction.commandName,
    subcommand: interaction.options.getSubcommand(false) ?? undefined,
    options: toOptions(interaction),
  };
  if (interaction.isChatInputCommand()) return { kind: "command", ...call };
  const { name, value } = interaction.options.getFocused(true);
  return { kind: "complete", ...call, focused: name, typed: value };
}

/** Values as Discord sent them; channels and roles as the little that commands need of them. */
function toOptions(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Record<string, unknown> {
  const [first, ...others] = interaction.options.data;
  const given = first?.options ?? [...(first ? [first] : []), ...others];
  return Object.fromEntries(
    given.map(({ channel, name, role, value }) => {
      if (channel) return [name, { id: channel.id, type: channel.type, permissions: permissionsIn(channel) }];
      return [name, role ? { id: role.id, mentionable: role.mentionable } : value];
    }),
  );
}

function permissionsIn(channel: object): bigint | undefined {
  const { appPermissions, app_permissions: bits } = channel as {
    appPermissions?: PermissionsBitField | null;
    app_permissions?: string;
  };
  return appPermissions?.bitfield ?? (bits === undefined ? undefined : BigInt(bits));
}
