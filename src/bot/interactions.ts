import { setTimeout as sleep } from "node:timers/promises";
import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  PermissionsBitField,
  REST,
  StringSelectMenuInteraction,
} from "discord.js";
import {
  ChannelFlags,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
  Routes,
} from "discord-api-types/v10";
import * as z from "zod";
import type { Log } from "../log.ts";
import { notice } from "../render/reply.ts";
import { type Answerable, type Dispatch, failureNotice, type Request } from "./dispatch.ts";
import type { LineWatch } from "./line-watch.ts";
import { toInteractionReply } from "./message.ts";

/** For kinds of interaction that this version offers nowhere: forms, lists of people and channels. */
const OUTDATED = "This is from an older version of me; run the command again.";

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
    } else if (isAnswerable(interaction) && request && request.kind !== "complete") {
      const done = watch?.timeAnswer(dispatch.nameOf(request));
      await answer(interaction, request, dispatch, deferAfter);
      done?.();
    } else if (interaction.isRepliable()) await interaction.reply(toInteractionReply(notice(OUTDATED)));
  } catch (error) {
    await apologise(interaction, error, log);
  } finally {
    // discord.js keeps each person and channel it meets; nothing here asks for them again.
    interaction.client.users.cache.clear();
    interaction.client.channels.cache.clear();
  }
}

/** Answers a payload that discord.js could not read, as far as it tells where to answer. Never rejects. */
export async function refuseInteraction(rest: Pick<REST, "post">, payload: unknown): Promise<void> {
  const read = z.object({ id: z.string().regex(/^\d+$/), token: z.string(), type: z.int() }).safeParse(payload);
  if (!read.success) return;
  const { id, token, type } = read.data;
  const { components, flags } = toInteractionReply(notice(OUTDATED));
  const body =
    type === InteractionType.ApplicationCommandAutocomplete
      ? { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [] } }
      : { type: InteractionResponseType.ChannelMessageWithSource, data: { components, flags } };
  await rest.post(Routes.interactionCallback(id, token), { body, auth: false }).catch(() => undefined);
}

/** The answer did not go out. If nothing did, the person at least gets a code; Discord may be out of reach, though. */
async function apologise(interaction: Interaction, error: unknown, log: Log): Promise<void> {
  const reference = crypto.randomUUID().slice(0, 8);
  log.warn({ err: error, interaction: interaction.id, reference }, "an answer did not reach Discord");
  if (interaction.isAutocomplete()) return void (await interaction.respond([]).catch(() => undefined));
  if (!interaction.isRepliable() || interaction.replied || interaction.deferred) return;
  await interaction.reply(toInteractionReply(failureNotice(reference))).catch(() => undefined);
}

type AnswerableInteraction = ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction;

function isAnswerable(interaction: Interaction): interaction is AnswerableInteraction {
  return interaction.isChatInputCommand() || interaction.isButton() || interaction.isStringSelectMenu();
}

/** Sends the answer; one that is slow is announced first, so that Discord does not give up on it. */
async function answer(
  interaction: AnswerableInteraction,
  request: Answerable,
  dispatch: Dispatch,
  deferAfter: number,
): Promise<void> {
  const answering = dispatch.answer(request);
  const timer = new AbortController();
  const slow = sleep(deferAfter, undefined, { signal: timer.signal }).catch(() => undefined);
  const quick = await Promise.race([answering, slow]);
  timer.abort();

  if (quick !== undefined) {
    if (quick.effect === "update" && interaction.isMessageComponent())
      await interaction.update(toInteractionReply(quick.reply));
    else await interaction.reply(toInteractionReply(quick.reply));
    return;
  }
  const expected = dispatch.expect(request);
  if (expected === "update" && interaction.isMessageComponent()) await interaction.deferUpdate();
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
  if (interaction.isStringSelectMenu())
    return { kind: "select", caller, id: interaction.customId, values: interaction.values };
  if (!interaction.isChatInputCommand() && !interaction.isAutocomplete()) return undefined;

  const call = {
    caller,
    command: interaction.commandName,
    subcommand: interaction.options.getSubcommand(false) ?? undefined,
    options: toOptions(interaction),
  };
  if (interaction.isChatInputCommand()) return { kind: "command", ...call };
  const { name, value } = interaction.options.getFocused(true);
  return { kind: "complete", ...call, focused: name, typed: typeof value === "string" ? value : "" };
}

/** Values as Discord sent them; channels and roles as the little that commands need of them. */
function toOptions(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Record<string, unknown> {
  const [first, ...others] = interaction.options.data;
  const given = first?.options ?? [...(first ? [first] : []), ...others];
  return Object.fromEntries(
    given.map(({ channel, name, role, value }) => {
      if (channel) return [name, toChannel(channel)];
      return [name, role ? { id: role.id, mentionable: role.mentionable } : value];
    }),
  );
}

/** A channel as Discord words it, or as discord.js does where it keeps its server. */
interface ResolvedChannel {
  readonly id: string;
  readonly type: number;
  readonly appPermissions?: PermissionsBitField | null;
  readonly app_permissions?: string;
  readonly parentId?: string | null;
  readonly parent_id?: string | null;
  readonly locked?: boolean | null;
  readonly thread_metadata?: { readonly locked?: boolean } | null;
  readonly flags?: number | { readonly bitfield: number } | null;
}

function toChannel(channel: object): Record<string, unknown> {
  const { flags, id, locked, parentId, parent_id, thread_metadata, type, ...rest } = channel as ResolvedChannel;
  const bits = typeof flags === "object" ? flags?.bitfield : flags;
  return {
    id,
    type,
    permissions: permissionsIn(rest),
    parentId: parentId ?? parent_id ?? undefined,
    locked: (locked ?? thread_metadata?.locked) === true,
    tagRequired: (Number(bits) & ChannelFlags.RequireTag) !== 0,
  };
}

function permissionsIn({
  appPermissions,
  app_permissions: bits,
}: Pick<ResolvedChannel, "appPermissions" | "app_permissions">): bigint | undefined {
  return appPermissions?.bitfield ?? (/^\d+$/.test(String(bits)) ? BigInt(String(bits)) : undefined);
}
