/** `npm run facts:schema`: writes the JSON Schemas for editors into `schema/`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createJsonSchemas } from "./json-schema.ts";

const folder = join(import.meta.dirname, "../schema");
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(createJsonSchemas())) {
  writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
}
