// Indexes as they come: the fields that are to be searched, and nothing else that could be set.
import { create, insertMultiple, search } from "@orama/orama";
import FlexSearch from "flexsearch";
import Fuse from "fuse.js";

/** By name: from documents with an `id` and texts, and the names of these fields, to a search for ids, best first. */
export const INDEXES = {
  "Fuse.js": (documents, fields) => {
    const fuse = new Fuse(documents, { keys: fields });
    return (query, limit) => fuse.search(query, { limit }).map(({ item }) => item.id);
  },
  Orama: async (documents, fields) => {
    const index = await create({ schema: Object.fromEntries(["id", ...fields].map((name) => [name, "string"])) });
    await insertMultiple(index, documents);
    return (term, limit) => search(index, { term, limit, properties: fields }).hits.map(({ document }) => document.id);
  },
  FlexSearch: (documents, fields) => {
    const index = new FlexSearch.Document({ document: { id: "id", index: fields } });
    for (const document of documents) index.add(document);
    return (query, limit) => index.search(query, { limit, merge: true }).map(({ id }) => id);
  },
};
