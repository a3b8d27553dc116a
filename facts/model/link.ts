import * as z from "zod";
import { nameSchema, sourceListSchema, titleSchema } from "./fact.ts";

/** What `from` did: covered, sampled, was a guest of, sang with, belonged to, produced, wrote for, remixed, … `to`. */
export const LINK_KINDS = [
  "cover",
  "sample",
  "guest",
  "duet",
  "member",
  "producer",
  "writer",
  "remix",
  "band",
  "tour",
] as const;

/** One entry of a file in `links/`: a sourced relation of two artists that needs no exact day. */
export const linkSchema = z
  .strictObject({
    from: nameSchema.describe("Who covered, sampled, produced, belonged to … the other; as in artists.yaml"),
    to: nameSchema.describe("Whom; as in artists.yaml"),
    kind: z.enum(LINK_KINDS),
    what: titleSchema.optional().describe("The title of the record, song or tour"),
    year: z.int().min(1850).max(2100).optional(),
    sources: sourceListSchema,
  })
  .refine((it) => it.from !== it.to, { path: ["to"], message: "must be another artist than from" })
  .readonly();

/** A file in `links/`. */
export const linkListSchema = z.array(linkSchema).min(1);

export type Link = z.output<typeof linkSchema>;
