import type { LocalDiscord } from "../../playground/discord/local-discord.ts";

/** A server with one text channel, and Ada, who is a member like any other. */
export function settle({ world }: LocalDiscord) {
  const server = world.addServer();
  const channel = world.addChannel(server);
  const ada = world.addPerson("Ada");
  world.join(server, ada);
  return { server, channel, ada, by: { person: ada, channel } };
}

/** A clock that stands still until it is set forward. */
export function createClock(start = "2026-07-04T12:00:00Z") {
  let now = Temporal.Instant.from(start);
  return {
    now: () => now,
    pass(duration: Temporal.DurationLike) {
      now = now.add(duration);
    },
  };
}
