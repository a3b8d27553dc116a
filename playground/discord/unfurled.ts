import { type APIAttachment, type APIEmbed, ComponentType as Types } from "discord-api-types/v10";
import type { MediaPlace, NamedAttachment } from "./attachments.ts";
import { flatten, type Loose } from "./component-tree.ts";
import type { Problem } from "./discord-error.ts";

/** Media that a message's components name and it does not have, or that cannot be an address. Pure. */
export function mediaProblems(components: readonly unknown[], attachments: readonly NamedAttachment[]): Problem[] {
  return flatten(components).flatMap(({ component, path }) =>
    mediaIn(component).flatMap(({ at, item }) => {
      const problem = (code: string, message: string) => [{ path: [...path, ...at, "url"], code, message }];
      const [, scheme = "", rest = ""] = /^(\w+):\/\/(.*)$/s.exec(item.url) ?? [];
      if (scheme === "attachment") {
        const there = attachments.some(({ filename }) => filename === rest);
        return there
          ? []
          : problem("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", `There is no attachment "${rest}"`);
      }
      if (component.type === Types.File && !attachments.some((it) => "url" in it && it.url === item.url))
        return problem("UNFURLED_MEDIA_ITEM_INVALID", "A file component takes attachment:// only");
      if (scheme === "http" || scheme === "https") return [];
      return problem(
        "URL_TYPE_INVALID_SCHEME",
        `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https').`,
      );
    }),
  );
}

/** Fills in what Discord knows of the media in components, which are changed. */
export function unfurl(place: MediaPlace, components: readonly unknown[], attachments: readonly APIAttachment[]): void {
  for (const { component } of flatten(components)) {
    for (const { item } of mediaIn(component)) {
      const own = attachments.find((it) => isNamed(item.url, it));
      Object.assign(item, own === undefined ? ofTheWeb(place, item.url) : ofMessage(place, own));
      if (own !== undefined && component.type === Types.File)
        Object.assign(component, { name: own.filename, size: own.size });
    }
  }
}

/** An embed with the addresses of the pictures that it names. */
export function unfurlEmbed({ media }: MediaPlace, embed: APIEmbed, attachments: readonly APIAttachment[]): APIEmbed {
  const addressOf = (url: string) => attachments.find((it) => isNamed(url, it))?.url ?? url;
  const pictures = (["image", "thumbnail"] as const).flatMap((key) => {
    const url = embed[key]?.url;
    if (url === undefined) return [];
    const own = attachments.find((it) => isNamed(url, it));
    const size = own?.width && own.height ? { width: own.width, height: own.height } : {};
    return [[key, { url: own?.url ?? url, proxy_url: own?.url ?? media.copyOf(url), ...size }]];
  });
  const icons = (["author", "footer"] as const).flatMap((key) => {
    const part = embed[key];
    return part?.icon_url ? [[key, { ...part, icon_url: addressOf(part.icon_url) }]] : [];
  });
  return { ...embed, ...Object.fromEntries([...pictures, ...icons]) };
}

interface MediaItem {
  readonly url: string;
}

/** The media of a component, and where in it they stand. */
function mediaIn(component: Loose): { readonly at: Problem["path"]; readonly item: MediaItem }[] {
  switch (component.type) {
    case Types.MediaGallery:
      return (component.items as { media: MediaItem }[]).map(({ media }, index) => ({
        at: ["items", index, "media"],
        item: media,
      }));
    case Types.Thumbnail:
      return [{ at: ["media"], item: component.media as MediaItem }];
    case Types.File:
      return [{ at: ["file"], item: component.file as MediaItem }];
    default:
      return [];
  }
}

const isNamed = (url: string, { filename, url: own }: APIAttachment) =>
  url === own || url === `attachment://${filename}`;

function ofMessage({ mint }: MediaPlace, { content_type, height, id, proxy_url, url, width }: APIAttachment): object {
  return { id: mint(), url, proxy_url, width: width ?? null, height: height ?? null, content_type, attachment_id: id };
}

function ofTheWeb({ media, mint }: MediaPlace, url: string): object {
  return { id: mint(), url, proxy_url: media.copyOf(url), width: null, height: null, content_type: null };
}
