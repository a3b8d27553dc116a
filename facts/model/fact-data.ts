import type { Audit } from "./audit.ts";
import type { Correction } from "./correction.ts";
import type { Artist, Fact } from "./fact.ts";
import type { Family } from "./genre.ts";
import type { Link } from "./link.ts";
import type { Topic } from "./topic.ts";

/** All content: deeply frozen, in the order of the files. */
export interface FactData {
  readonly facts: readonly Fact[];
  readonly artists: readonly Artist[];
  readonly families: readonly Family[];
  readonly topics: readonly Topic[];
  readonly links: readonly Link[];
  readonly corrections: readonly Correction[];
  readonly audits: readonly Audit[];
}
