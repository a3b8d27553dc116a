import { type APIMediaGalleryComponent, type APIMessageTopLevelComponent, ComponentType } from "discord-api-types/v10";
import type { Fact, Hop } from "../../facts/index.ts";
import { customId } from "./custom-id.ts";
import type { Look } from "./look.ts";
import { type Attached, type Button, button, notice, type Reply, reply } from "./reply.ts";

/** A chain between two artists, as its picture shows it. */
export interface Chain {
  /** Stand for the two. */
  readonly keys: readonly [string, string];
  /** Which of the ways between them it is, from 1. */
  readonly nth: number;
  /** At least one. */
  readonly hops: readonly Hop[];
}

/** A picture, as a message shows it. */
export interface Picture {
  /** All that it shows, in words: at most 1024 characters. */
  readonly alt: string;
  /** Where it is; `attachment://…` for one that goes with the message. */
  readonly url: string;
  readonly file?: Attached;
}

/** Where the pictures of facts and chains come from. Never throws: a message goes out without rather than late. */
export interface Pictures {
  /** Whether messages link to pictures, carry them, or there are none. */
  readonly way: "linked" | "carried" | "none";
  /**
   * The picture; `undefined` where there is none in time.
   *
   * @param wait milliseconds, by default a second, as posts wait no longer
   */
  of(subject: Fact | Chain, wait?: number): Promise<Picture | undefined>;
}

/** Milliseconds that whoever asked for a picture alone is left waiting: the first one starts the process that draws. */
export const ASKED_WAIT = 10_000;

/** For a bot that draws none. */
export const NO_PICTURES: Pictures = { way: "none", of: async () => undefined };

/** How an answer to a command shows a picture: a link takes no time, what is carried does, so that it is asked for. */
export type PictureView = Picture | "on request" | undefined;

export async function viewOf(subject: Fact | Chain, pictures: Pictures): Promise<PictureView> {
  if (pictures.way === "linked") return pictures.of(subject);
  return pictures.way === "carried" ? "on request" : undefined;
}

/** The button that asks for it; `undefined` where there is nothing to ask for. */
export function pictureButton({ id }: Pick<Fact, "id">, view: PictureView): Button | undefined {
  return view === "on request" ? button("Picture", customId("fact", "picture", id)) : undefined;
}

/** A picture, for the asker alone. @param worlds of which it shows the colours */
export function renderPicture(worlds: Pick<Fact, "genres">, picture: Picture | undefined, look: Look): Reply {
  if (picture === undefined) return notice("I could not draw the picture just now; try again in a minute.");
  return withPicture(reply("asker", look.colourOf(worlds), []), picture);
}

/** A message with the picture above all else of its container. Pure. */
export function withPicture(message: Reply, picture: PictureView): Reply {
  if (picture === undefined || picture === "on request") return message;
  const gallery: APIMediaGalleryComponent = {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: picture.url }, description: picture.alt }],
  };
  let placed = false;
  const components = message.components.map((it): APIMessageTopLevelComponent => {
    if (placed || it.type !== ComponentType.Container) return it;
    placed = true;
    return { ...it, components: [gallery, ...it.components] };
  });
  return { ...message, components, ...(picture.file && { files: [picture.file] }) };
}

/** The same message without pictures and files: for where Discord takes none. Pure. */
export function withoutPictures({ files: _, ...reply }: Reply): Reply {
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
export function hasPicture({ components }: Reply): boolean {
  const inner = components.flatMap((it) => (it.type === ComponentType.Container ? it.components : []));
  return [...components, ...inner].some(isPicture);
}

function isPicture({ type }: { readonly type: ComponentType }): boolean {
  return type === ComponentType.MediaGallery;
}
