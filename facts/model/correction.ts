import * as z from "zod";
import { idSchema, statementSchema } from "./fact.ts";

/** One entry of `corrections.yaml`: what was published and is told otherwise since, or not at all. */
export const correctionSchema = z
  .strictObject({
    id: idSchema.describe("The fact's; one that was withdrawn is in no other file any more"),
    on: z.iso.date().describe("The day of the correction"),
    was: statementSchema,
    now: statementSchema,
  })
  .readonly();

/** `corrections.yaml`. */
export const correctionListSchema = z.array(correctionSchema).min(1);

export type Correction = z.output<typeof correctionSchema>;
