import { html, svg, type TemplateResult } from "lit";

/** Outlines on a grid of 24, drawn with a line of 2. */
const PATHS = {
  hash: "M5 9h15M4 15h15M10 4 8 20M16 4l-2 16",
  megaphone: "M4 10v4h4l9 5V5l-9 5H4ZM8 14l1 6h3l-1-4",
  forum: "M4 5h16v10H9l-5 4V5ZM8 9h8M8 12h5",
  thread: "M7 4v8a4 4 0 0 0 4 4h7M15 12l4 4-4 4",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-4 7.5",
  menu: "M4 6h16M4 12h16M4 18h16",
  tools: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4v6M8 14v6",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4 12l16-8-6 16-3-7-7-1Z",
  plus: "M12 5v14M5 12h14",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Zm13 0a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z",
  link: "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
  warning: "M12 4 2.5 20h19L12 4Zm0 6v5M12 17.5v.01",
  clock: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM12 7v5l3 2",
  sun: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
  auto: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM12 3v18M12 8h7M12 12h8.5M12 16h7",
  file: "M6 3h8l5 5v13H6V3ZM13 3v6h6",
  shop: "M4 9h16v11H4V9ZM4 9l2-5h12l2 5M9 13h6",
  image: "M4 5h16v14H4V5ZM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.01",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing without words of its own: what it stands for is said beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]} />`}</svg>`;
}

export function channelIcon(kind: string): TemplateResult {
  const names: Readonly<Record<string, IconName>> = {
    announcement: "megaphone",
    forum: "forum",
    thread: "thread",
    dm: "at",
  };
  return icon(names[kind] ?? "hash");
}
