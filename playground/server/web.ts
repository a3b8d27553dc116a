import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { streamSSE } from "hono/streaming";
import * as z from "zod";
import type { News } from "../protocol.ts";
import type { Acts } from "./acts.ts";
import { type Machinery, workControl } from "./controls.ts";
import type { Feed } from "./feed.ts";
import type { PageFile } from "./page-bundle.ts";

export interface WebParts extends Machinery {
  readonly acts: Acts;
  readonly feed: Feed;
  readonly page: Promise<ReadonlyMap<string, PageFile>>;
  /** The one that a page shows at first. */
  readonly firstPerson: string;
}

const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page and all that it asks for. */
export function createWeb(parts: WebParts): Hono {
  const { acts, discord, feed, page } = parts;
  const web = new Hono();
  web.use(refuseStrangers);
  web.onError((error, context) => {
    const unread = error instanceof z.ZodError || error instanceof RangeError || error instanceof SyntaxError;
    return context.json({ error: error.message }, unread ? 400 : 500);
  });

  for (const path of ["/", "/page.js", "/page.css"]) web.get(path, async (context) => send(context, await page, path));
  web.route("/", discord.cdn);
  web.get("/feed", (context) => stream(context, parts));
  web.get("/commands", (context) => {
    const { as = "", channel = "" } = context.req.query();
    return context.json(discord.offers(acts.whoAndWhere({ as, channel })));
  });
  web.post("/act", async (context) => {
    const outcome = await acts.perform(await context.req.json());
    feed.flush();
    return context.json(outcome);
  });
  web.post("/control", async (context) => {
    const outcome = await workControl(await context.req.json(), parts);
    feed.flush();
    return context.json(outcome);
  });
  return web;
}

/** Another Host is a name that someone made point here, another Origin is a foreign page: neither may use the bot. */
const refuseStrangers = createMiddleware(async (context, next) => {
  const host = context.req.header("host") ?? "";
  const origin = context.req.header("origin");
  if (!/^(127\.0\.0\.1|localhost):\d+$/.test(host)) return context.text("This host is not served here.", 403);
  if (origin !== undefined && origin !== `http://${host}`)
    return context.text("Requests from other pages are refused.", 403);
  await next();
});

function send(context: Context, files: ReadonlyMap<string, PageFile>, path: string): Response {
  const file = files.get(path);
  if (file === undefined) return context.notFound() as Response;
  const gzip = takesGzip(context.req.header("accept-encoding") ?? "");
  return context.body(gzip ? file.gzipped : file.body, 200, {
    "content-type": file.type,
    ...(gzip && { "content-encoding": "gzip" }),
    vary: "accept-encoding",
    "cache-control": "no-store",
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
}

/** Whether the header names gzip, or anything, and does not refuse it by a weight of 0. */
function takesGzip(accepted: string): boolean {
  const weights = new Map(
    accepted.split(",").map((it) => {
      const [coding = "", ...parameters] = it.split(";").map((part) => part.trim().toLowerCase());
      const [, weight = "1"] = parameters.map((part) => /^q\s*=\s*([\d.]+)$/.exec(part)).find(Boolean) ?? [];
      return [coding === "x-gzip" ? "gzip" : coding, Number(weight)];
    }),
  );
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

/** Server-sent events, one for each piece of news, until the page leaves. */
function stream(context: Context, { discord, feed, firstPerson }: WebParts): Response {
  const person = discord.world.people.get(context.req.query("as") ?? "") ?? discord.world.people.get(firstPerson)!;
  return streamSSE(context, async (sink) => {
    const left = Promise.withResolvers<void>();
    const stop = feed.subscribe(person, (news: News) => void sink.writeSSE({ data: JSON.stringify(news) }));
    sink.onAbort(() => left.resolve());
    await left.promise;
    stop();
  });
}
