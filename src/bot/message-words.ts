import * as z from "zod";

/** As much as is read of a message: Discord allows 6,000 characters of embeds beside 4,000 of text. */
const MOST = 10_000;

/** How deep components stand in one another at most. */
const DEEPEST = 5;

const words = z.string().optional().catch(undefined);

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item.optional().catch(undefined)).optional().catch(undefined);

const embed = z.object({
  title: words,
  description: words,
  author: z.object({ name: words }).optional().catch(undefined),
  fields: listOf(z.object({ name: words, value: words })),
  footer: z.object({ text: words }).optional().catch(undefined),
});

const message = z.object({
  content: words,
  embeds: listOf(embed),
  components: listOf(z.looseObject({})),
  message_snapshots: listOf(z.object({ message: z.looseObject({}).optional().catch(undefined) })),
});

/**
 * What a message says: its text, its embeds, the texts of its components, and what it forwards, a line each; at most
 * 10,000 characters.
 *
 * @param sent the message as Discord sent it, unchecked
 */
export function wordsOf(sent: unknown): string {
  return textsIn(sent, DEEPEST).join("\n").slice(0, MOST);
}

function textsIn(sent: unknown, depth: number): string[] {
  const read = message.safeParse(sent);
  if (!read.success || depth === 0) return [];
  const { components = [], content, embeds = [], message_snapshots: forwarded = [] } = read.data;
  return [
    content,
    ...embeds.flatMap((it) => [
      it?.author?.name,
      it?.title,
      it?.description,
      ...(it?.fields ?? []).flatMap((field) => [field?.name, field?.value]),
      it?.footer?.text,
    ]),
    ...components.flatMap((it) => componentTexts(it, depth)),
    ...forwarded.flatMap((it) => textsIn(it?.message, depth - 1)),
  ].filter((it) => it !== undefined);
}

/** Texts that stand in a component or in those within it; labels of what can be pressed are none. */
function componentTexts(sent: Readonly<Record<string, unknown>> | undefined, depth: number): string[] {
  if (sent === undefined || depth === 0) return [];
  const own = typeof sent.content === "string" ? [sent.content] : [];
  const inner = Array.isArray(sent.components) ? sent.components : [];
  return [
    ...own,
    ...inner.flatMap((it) => (typeof it === "object" && it !== null ? componentTexts(it, depth - 1) : [])),
  ];
}
