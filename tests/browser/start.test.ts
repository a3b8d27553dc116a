import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { freePort } from "../store/databases.ts";
import { openBrowser } from "./browser.ts";

test("the page is ready within 2 seconds of the printed address, and asks nobody else for anything", async () => {
  const browser = await openBrowser();
  await using _ = { [Symbol.asyncDispose]: () => browser.close() };
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  const env = { ...process.env, PLAY_PORT: String(await freePort()), PLAY_DATABASE_URL: "sqlite::memory:" };
  const playground = spawn(process.execPath, ["playground/main.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(playground.stdout), "line")) as [string];
  const [url = ""] = /http:\S+/.exec(line) ?? [];

  const started = performance.now();
  await page.goto(url);
  await page.getByRole("log").waitFor();
  const ready = performance.now() - started;

  const ended = once(playground, "exit");
  playground.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  expect(ready).toBeLessThan(2000);
  expect(new Set(asked)).toEqual(new Set([url]));
});
