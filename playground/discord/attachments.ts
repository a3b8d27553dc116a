import type { APIAttachment } from "discord-api-types/v10";
import type { Problem } from "./discord-error.ts";
import { asFileName, type Media } from "./media.ts";
import type { SentFile } from "./request.ts";

/** What a request says of an attachment: the number of a file that comes with it, or the id of one that is there. */
export interface NamedAttachment {
  readonly id: string | number;
  readonly filename?: string | null;
  readonly description?: string | null;
}

/** Where media come to be. */
export interface MediaPlace {
  readonly mint: () => string;
  readonly media: Media;
}

type Named = readonly NamedAttachment[] | null | undefined;

/** Attachments named by a request that neither come with it nor are there, and files beyond the tenth. Pure. */
export function attachmentProblems(
  named: Named,
  files: readonly SentFile[],
  kept: readonly APIAttachment[],
): Problem[] {
  const known = new Set([...files.map(({ number }) => String(number)), ...kept.map(({ id }) => id)]);
  const strangers = (named ?? []).flatMap(({ id }, index) => (known.has(String(id)) ? [] : [index]));
  const count = files.length + keptOf(named, kept).length;
  return [
    ...strangers.map((index) => ({
      path: ["attachments", index, "id"],
      code: "ATTACHMENT_NOT_FOUND",
      message: "Attachment data not found",
    })),
    ...(count > 10
      ? [{ path: ["attachments"], code: "BASE_TYPE_MAX_LENGTH", message: "Must be 10 or fewer in length." }]
      : []),
  ];
}

/** Those that stay: all unless the request names which. */
export function keptOf(named: Named, there: readonly APIAttachment[]): APIAttachment[] {
  if (!named) return [...there];
  return there.filter(({ id }) => named.some((it) => String(it.id) === id));
}

/** The names of files that come with a request, as `attachment://` refers to them. */
export function namesOf(named: Named, files: readonly SentFile[]): string[] {
  return files.map((file) => asFileName(saidOf(named, file)?.filename ?? file.name));
}

/** Keeps a file, and describes it as messages do. */
export function attach(
  { media, mint }: MediaPlace,
  channelId: string,
  file: SentFile,
  named: Named,
  id: string = mint(),
): APIAttachment {
  const said = saidOf(named, file);
  const { bytes, height, name, type, url, width } = media.keep(channelId, id, file, said?.filename ?? file.name);
  return {
    id,
    filename: name,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: type,
    ...(width !== undefined && height !== undefined && { width, height }),
    ...(said?.description && { description: said.description }),
  };
}

function saidOf(named: Named, { number }: SentFile): NamedAttachment | undefined {
  return named?.find(({ id }) => String(id) === String(number));
}
