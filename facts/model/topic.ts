import * as z from "zod";

/** One entry of `topics.yaml`. */
export const topicSchema = z
  .strictObject({
    topic: z.string().min(1).max(30).describe("The slug that facts bear"),
    name: z.string().trim().min(1).max(40).optional().describe("As people read it; the slug with spaces if left out"),
    also: z.array(z.string().trim().min(1).max(40)).readonly().default([]).describe("Other words that people type"),
  })
  .readonly();

/** `topics.yaml`. */
export const topicListSchema = z.array(topicSchema).min(1);

export type Topic = z.output<typeof topicSchema>;

/** A topic in words: by its entry, else its slug with spaces. */
export function topicWords(slug: string, topics: ReadonlyMap<string, Topic>): string {
  return topics.get(slug)?.name ?? slug.replaceAll("-", " ");
}
