import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { type AskedLink, checkLinks, drawLinks, type LinkWorld, listLinks } from "../../../facts/check/link-check.ts";
import { fact } from "../sample.ts";

const source = (url: string) => ({ title: "A page, a publisher", url });

/** A site on the loopback that remembers what it was asked; dispose to close it. */
async function startSite(listener: RequestListener): Promise<Site & AsyncDisposable> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => requests.map(({ method, url }) => `${method} ${url}`),
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Site {
  readonly url: string;
  /** Method and path of each request, in order. */
  asked(): readonly string[];
  readonly requests: readonly IncomingMessage[];
}

/** The real network, and a clock that moves only while somebody waits for it. */
function createWorld(given: Partial<LinkWorld> = {}): LinkWorld & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  let time = 0;
  return {
    fetch,
    now: () => time,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
    timeout: 5_000,
    signal: new AbortController().signal,
    waits,
    ...given,
  };
}

const links = (...urls: string[]) => urls.map((url) => ({ url, ids: ["walk-this-way"] }));

async function ask(url: string, world = createWorld()): Promise<AskedLink | undefined> {
  const [asked] = await checkLinks(links(url), world);
  return asked;
}

test("each address is listed once, with the facts that cite it", () => {
  const facts = [
    fact({ id: "a", sources: [source("https://example.com/one"), source("https://example.com/two")] }),
    fact({ id: "b", sources: [source("https://example.com/one")] }),
  ];

  expect(listLinks(facts)).toEqual([
    { url: "https://example.com/one", ids: ["a", "b"] },
    { url: "https://example.com/two", ids: ["a"] },
  ]);
});

describe("a page", () => {
  test("that answers is asked for its head alone, by name", async () => {
    await using site = await startSite((_, response) => response.end());

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "answers", reason: "200" });
    expect(site.asked()).toEqual(["HEAD /page"]);
    expect(site.requests[0]?.headers["user-agent"]).toMatch(/^Crossfade/);
  });

  test.each([403, 404, 405, 501])("that refuses HEAD with %i is asked by GET", async (status) => {
    await using site = await startSite(({ method }, response) => {
      response.writeHead(method === "HEAD" ? status : 200).end("a page");
    });

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "answers", reason: "200" });
    expect(site.asked()).toEqual(["HEAD /page", "GET /page"]);
  });

  test("that breaks off at HEAD is asked by GET", async () => {
    await using site = await startSite(({ method, socket }, response) => {
      if (method === "HEAD") socket.destroy();
      else response.end("a page");
    });

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "answers" });
  });

  test.each([404, 410, 500])("that says %i is lost", async (status) => {
    await using site = await startSite((_, response) => response.writeHead(status).end());

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "lost", reason: `${status}` });
  });

  test.each([401, 403])("that says %i to programs is for a person to look at", async (status) => {
    await using site = await startSite((_, response) => response.writeHead(status).end());

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "doubtful", reason: `${status}` });
  });

  test("that asks for fewer requests is not asked again", async () => {
    await using site = await startSite((_, response) => response.writeHead(429).end());

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "doubtful", reason: "429" });
    expect(site.asked()).toEqual(["HEAD /page"]);
  });

  test("that never answers is lost, and not asked again", async () => {
    await using site = await startSite(() => {});

    expect(await ask(`${site.url}/page`, createWorld({ timeout: 50 }))).toMatchObject({
      state: "lost",
      reason: "no answer in time",
    });
    expect(site.asked()).toEqual(["HEAD /page"]);
  });

  test("whose host does not listen is lost, with the reason", async () => {
    const site = await startSite(() => {});
    await site[Symbol.asyncDispose]();

    expect(await ask(`${site.url}/page`)).toMatchObject({ state: "lost", reason: "ECONNREFUSED" });
  });
});

describe("a redirect", () => {
  test("is followed, and each step awaits its turn", async () => {
    await using site = await startSite(({ url }, response) => {
      if (url === "/old") response.writeHead(301, { location: "/newer" }).end();
      else if (url === "/newer") response.writeHead(302, { location: "new" }).end();
      else response.end();
    });
    const world = createWorld();

    expect(await ask(`${site.url}/old`, world)).toMatchObject({ state: "answers" });
    expect(site.asked()).toEqual(["HEAD /old", "HEAD /newer", "HEAD /new"]);
    expect(world.waits).toEqual([1000, 1000]);
  });

  test("to another host needs no wait", async () => {
    await using other = await startSite((_, response) => response.writeHead(404).end());
    await using site = await startSite((_, response) =>
      response.writeHead(301, { location: `${other.url}/new` }).end(),
    );

    expect(await ask(`${site.url}/old`)).toMatchObject({ state: "lost", reason: "404" });
    expect(other.asked()).toEqual(["HEAD /new", "GET /new"]);
  });

  test("to the front page, or in circles, is for a person to look at", async () => {
    await using site = await startSite(({ url }, response) => {
      if (url === "/gone") response.writeHead(302, { location: "/" }).end();
      else if (url === "/circle") response.writeHead(302, { location: "/circle" }).end();
      else response.end();
    });

    expect(await ask(`${site.url}/gone`)).toMatchObject({ state: "doubtful", reason: `leads to ${site.url}/` });
    expect(await ask(`${site.url}/circle`)).toMatchObject({
      state: "doubtful",
      reason: "redirected more than 10 times",
    });
  });
});

describe("politeness", () => {
  test("a host is asked once a second, however many links it has", async () => {
    await using site = await startSite((_, response) => response.end());
    const world = createWorld();

    await checkLinks(links(`${site.url}/a`, `${site.url}/b`, `${site.url}/c`), world);

    expect(site.asked()).toEqual(["HEAD /a", "HEAD /b", "HEAD /c"]);
    expect(world.waits).toEqual([1000, 1000]);
  });

  test("time that an answer took is not waited for again", async () => {
    let time = 0;
    const slow: LinkWorld["fetch"] = async () => {
      time += 700;
      return new Response();
    };
    const world = createWorld({ fetch: slow, now: () => time });

    await checkLinks(links("https://example.com/a", "https://example.com/b"), world);

    expect(world.waits).toEqual([300]);
  });

  test("hosts do not wait for each other, and six are asked at once", async () => {
    let open = 0;
    let most = 0;
    const counting: LinkWorld["fetch"] = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return new Response();
    };
    const world = createWorld({ fetch: counting });

    const asked = await checkLinks(links(...Array.from({ length: 20 }, (_, at) => `https://${at}.example/`)), world);

    expect(asked).toHaveLength(20);
    expect(world.waits).toEqual([]);
    expect(most).toBe(6);
  });
});

test("stopped, it asks no more and keeps what it has", async () => {
  await using site = await startSite(({ url }, response) => {
    if (url === "/a") response.end();
    else stop.abort();
  });
  const stop = new AbortController();
  const world = createWorld({ signal: stop.signal });

  const asked = await checkLinks(links(`${site.url}/a`, `${site.url}/b`, `${site.url}/c`), world);

  expect(asked.map(({ url }) => url)).toEqual([`${site.url}/a`]);
  expect(site.asked()).toEqual(["HEAD /a", "HEAD /b"]);
});

describe("the report", () => {
  const sound: AskedLink = { url: "https://example.com/a", ids: ["a"], state: "answers", reason: "200" };

  test("names what needs a look and what is lost, with the facts that cite it, and ends with a count", () => {
    const asked: AskedLink[] = [
      sound,
      { url: "https://example.com/z", ids: ["b", "c"], state: "lost", reason: "404" },
      { url: "https://example.com/c", ids: ["d"], state: "lost", reason: "ENOTFOUND" },
      { url: "https://example.com/d", ids: ["e"], state: "doubtful", reason: "403" },
    ];

    expect(drawLinks(asked, 4)).toBe(`To be looked at by a person:
  https://example.com/d: 403; cited by e

No longer answer:
  https://example.com/c: ENOTFOUND; cited by d
  https://example.com/z: 404; cited by b, c

4 links asked: 1 answer, 1 to be looked at, 2 no longer answer`);
  });

  test("says how many were not asked when it was stopped", () => {
    expect(drawLinks([sound], 3)).toBe(`Stopped: 2 of 3 links were not asked.
1 links asked: 1 answer, 0 to be looked at, 0 no longer answer`);
  });
});
