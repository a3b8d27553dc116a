import { describe, expect, test } from "vitest";
import { setUp } from "./stage.ts";

const BUSY = new Error("database is locked");
const at = (time: string) => Temporal.PlainTime.from(time);

type Stage = Awaited<ReturnType<typeof setUp>>;

/** Has every post hang until it is let go. @returns the channels in which a post was sent, and the way to let go */
function hang(it: Stage, channels: (channelId: string) => boolean) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const sent: string[] = [];
  const { send } = it.outlet;
  it.outlet.send = async (place, ...rest) => {
    sent.push(place.channelId);
    if (channels(place.channelId)) await promise;
    return send(place, ...rest);
  };
  return { sent, letGo };
}

async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setImmediate(resolve));
}

describe("what is due in the next minute goes out beside a long round", () => {
  test.each([
    ["in another server", "11"],
    ["in the same server, with another lead", "10"],
  ])("%s", async (_, guildId) => {
    await using it = await setUp(undefined, [{}, { channelId: "21", guildId, time: at("09:01") }]);
    const { letGo, sent } = hang(it, (channelId) => channelId === "20");
    const long = it.poster.beat();
    await until(() => sent.includes("20"));

    it.clock.set("2026-09-27T09:01:00Z");
    const next = it.poster.beat();
    await until(() => sent.includes("21"));
    letGo();
    await Promise.all([long, next]);

    const leads = new Set(it.messages.map(({ text }) => /## .*/.exec(text)?.[0]));
    expect(it.messages.map(({ channelId }) => channelId)).toEqual(["21", "20"]);
    expect(leads.size).toBe(guildId === "10" ? 2 : 1);
  });

  test("behind more servers than have their turn at once, it does not wait for all of them", async () => {
    const many = Array.from({ length: 200 }, (_, number) => ({
      channelId: `${300 + number}`,
      guildId: `${300 + number}`,
    }));
    await using it = await setUp(undefined, [...many, { channelId: "900", guildId: "900", time: at("09:01") }]);
    const { promise, resolve: letGo } = Promise.withResolvers<void>();
    const sent: string[] = [];
    const { send } = it.outlet;
    it.outlet.send = async (place, ...rest) => {
      sent.push(place.channelId);
      if (sent.length <= 25) await promise;
      return send(place, ...rest);
    };
    const long = it.poster.beat();
    await until(() => sent.length === 25);

    it.clock.set("2026-09-27T09:01:00Z");
    const next = it.poster.beat();
    await until(() => it.poster.progress().waiting === 176);
    letGo();
    await Promise.all([long, next]);

    expect(sent.indexOf("900")).toBeLessThan(35);
    expect(it.messages).toHaveLength(201);
  });

  test("beside a post that is tried again and hangs, which is tried once", async () => {
    await using it = await setUp(undefined, [{}, { channelId: "21", guildId: "11", time: at("09:02") }]);
    it.fail({ outcome: "unsent", reason: "503" });
    await it.poster.beat();
    const { letGo, sent } = hang(it, (channelId) => channelId === "20");
    it.clock.set("2026-09-27T09:01:00Z");
    const beats = [it.poster.beat()];
    await until(() => sent.includes("20"));

    it.clock.set("2026-09-27T09:02:00Z");
    beats.push(it.poster.beat(), it.poster.beat());
    await until(() => sent.includes("21"));
    letGo();
    await Promise.all(beats);

    expect(sent).toEqual(["20", "21"]);
    expect(it.messages.map(({ channelId }) => channelId)).toEqual(["21", "20"]);
  });
});

describe("a round ends at the first sign that the database is busy, and what it left goes out later", () => {
  const servers = Array.from({ length: 100 }, (_, number) => ({
    channelId: `${300 + number}`,
    guildId: `${300 + number}`,
  }));

  async function busyStage() {
    const it = await setUp(undefined, servers);
    Object.assign(it.parts, { isBusy: (error: unknown) => error === BUSY });
    return { ...it, poster: it.another() };
  }

  test("when claims meet it", async () => {
    await using it = await busyStage();
    const { claim } = it.store.deliveries;
    let claims = 0;
    it.store.deliveries.claim = async () => {
      claims += 1;
      throw BUSY;
    };

    await it.poster.beat();
    const { count } = it.poster.progress().unclaimed;
    it.store.deliveries.claim = claim;
    await it.poster.beat();

    expect(claims).toBeLessThanOrEqual(2 * 25);
    expect(count).toBe(100);
    expect(it.messages).toHaveLength(100);
    expect(it.poster.progress().unclaimed.count).toBe(0);
  });

  test("when reading the orders meets it", async () => {
    await using it = await busyStage();
    const { running } = it.store.orders;
    it.store.orders.running = async function* () {
      for await (const some of running()) {
        yield some;
        throw BUSY;
      }
    };
    await it.poster.beat();
    it.store.orders.running = running;
    await it.poster.beat();

    expect(new Set(it.messages.map(({ nonce }) => nonce)).size).toBe(100);
    expect(it.messages).toHaveLength(100);
  });

  test("another failure is one server's: all others have their posts", async () => {
    await using it = await busyStage();
    const { memory } = it.store.deliveries;
    it.store.deliveries.memory = async (guildId) => {
      if (guildId === "300") throw new Error("database disk image is malformed");
      return memory(guildId);
    };

    await it.poster.beat();

    expect(it.messages).toHaveLength(99);
    expect(it.poster.progress().unclaimed.count).toBe(1);
  });
});
