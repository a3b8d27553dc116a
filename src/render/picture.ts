import { type APIMediaGalleryComponent, type APIMessageTopLevelComponent, ComponentType } from "discord-api-types/v10";
import type { Fact } from "../../facts/index.ts";
import type { Attached, Reply } from "./reply.ts";

/** A fact's picture, as a message shows it. */
export interface Picture {
  /** All that it shows, in words: at most 1024 characters. */
  readonly alt: string;
  /** Where it is; `attachment://…` for one that goes with the message. */
  readonly url: string;
  readonly file?: Attached;
}

/** Where facts' pictures come from. Never throws: a message goes out without rather than late. */
export interface Pictures {
  /** Whether messages link to pictures rather than carry them. */
  readonly linked: boolean;
  /** The picture, within a second; `undefined` where there is none by then. */
  of(fact: Fact): Promise<Picture | undefined>;
}

/** For a bot that draws none. */
export const NO_PICTURES: Pictures = { linked: false, of: async () => undefined };

/** A message with the picture above all else of its container. Pure. */
export function withPicture(reply: Reply, picture: Picture | undefined): Reply {
  if (picture === undefined) return reply;
  const gallery: APIMediaGalleryComponent = {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: picture.url }, description: picture.alt }],
  };
  let placed = false;
  const components = reply.components.map((it): APIMessageTopLevelComponent => {
    if (placed || it.type !== ComponentType.Container) return it;
    placed = true;
    return { ...it, components: [gallery, ...it.components] };
  });
  return { ...reply, components, ...(picture.file && { files: [picture.file] }) };
}

/** The same message without pictures and files: for where Discord takes none. Pure. */
export function withoutPictures({ files: _, ...reply }: Reply): Reply {
  const isPicture = ({ type }: { readonly type: number }) => type === ComponentType.MediaGallery;
  const components = reply.components
    .filter((it) => !isPicture(it))
    .map((it) =>
      it.type === ComponentType.Container
        ? { ...it, components: it.components.filter((inner) => !isPicture(inner)) }
        : it,
    );
  return { ...reply, components };
}

/** Whether a message shows any picture. */
export function hasPicture({ components, files = [] }: Reply): boolean {
  return files.length > 0 || components.length !== withoutPictures({ components, audience: "asker" }).components.length;
}
