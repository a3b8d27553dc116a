import { defineCommand } from "../src/bot/command.ts";
import { renderAbout } from "../src/render/about.ts";

export default defineCommand({
  name: "about",
  description: "What this is, how many facts it knows, their sources, and your privacy",
  run: (_options, _caller, { facts }) => renderAbout(facts),
});
