import * as z from "zod";
import { idSchema } from "./fact.ts";

const count = z.int().min(0);

/** One entry of `audits.yaml`: events drawn by chance and held against public pages by eyes that wrote none of them. */
export const auditSchema = z
  .strictObject({
    on: z.iso.date().describe("The day of the audit"),
    seed: z.int().describe("By which the sample was drawn"),
    wrongDates: count,
    wrongDetails: count,
    doubtful: count.describe("Details that no page settles"),
    sample: z.array(idSchema).min(1).readonly(),
  })
  .readonly();

/** `audits.yaml`, oldest first. */
export const auditListSchema = z.array(auditSchema).min(1);

export type Audit = z.output<typeof auditSchema>;
