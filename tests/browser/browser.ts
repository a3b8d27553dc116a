import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type Playground, type PlaygroundOptions, startPlayground } from "../../playground/server/playground.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A desk and a phone, by their width in pixels. */
export const WIDTHS: Readonly<Record<string, BrowserContextOptions>> = {
  "1280": { viewport: { width: 1280, height: 900 } },
  "390": { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** Milliseconds: twice what Discord waits, for bot, Discord and browser share the machine. The page waits for longer. */
const PATIENCE = { acknowledge: 6000 };

/** Chromium without a window; `CHROMIUM_PATH`, or where Debian puts it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/** A playground with a page of its own. The page's own errors end up in `errors`. */
export async function openPlayground(
  browser: Browser,
  options: Partial<PlaygroundOptions> = {},
  context: BrowserContextOptions = {},
): Promise<Playground & { readonly page: Page; readonly errors: string[] }> {
  await using stack = new AsyncDisposableStack();
  const playground = stack.use(
    await startPlayground({
      port: 0,
      start: Temporal.Instant.from("2026-07-04T07:58:30Z"),
      patience: PATIENCE,
      ...options,
    }),
  );
  const opened = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    colorScheme: "dark",
    locale: "en-GB",
    timezoneId: "Europe/London",
    ...context,
  });
  stack.defer(() => opened.close());
  const page = await opened.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(playground.url);
  await page.getByRole("log").waitFor();
  const parts = stack.move();
  return { ...playground, page, errors, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}
