import * as z from "zod";
import { auditListSchema } from "../model/audit.ts";
import { correctionListSchema } from "../model/correction.ts";
import { articleSchema, artistListSchema, factListSchema } from "../model/fact.ts";
import { familyListSchema } from "../model/genre.ts";
import { linkListSchema } from "../model/link.ts";
import { topicListSchema } from "../model/topic.ts";

/**
 * JSON Schemas by which editors complete and check the files of content, by the names of their own files in `schema/`.
 *
 * They know keys, lengths and lists of words; what one key asks of another, `npm run facts:check` knows alone.
 */
export function createJsonSchemas(): Readonly<Record<string, z.core.JSONSchema.BaseSchema>> {
  return {
    "facts.schema.json": toJsonSchema(z.union([factListSchema, articleSchema])),
    "artists.schema.json": toJsonSchema(artistListSchema),
    "genres.schema.json": toJsonSchema(familyListSchema),
    "topics.schema.json": toJsonSchema(topicListSchema),
    "links.schema.json": toJsonSchema(linkListSchema),
    "corrections.schema.json": toJsonSchema(correctionListSchema),
    "audits.schema.json": toJsonSchema(auditListSchema),
  };
}

function toJsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: "input",
    override({ jsonSchema }) {
      // What is read-only once it is read is there to be written in a file.
      delete jsonSchema.readOnly;
    },
  });
}
