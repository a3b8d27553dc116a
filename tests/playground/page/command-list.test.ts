import { type APIApplicationCommand, ApplicationCommandOptionType as Types } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { listCommands, listMessageCommands, matchCommands } from "../../../playground/page/command-list.ts";

const option = (type: Types, name: string, rest: object = {}) => ({
  type,
  name,
  description: `About ${name}`,
  ...rest,
});
const COMMANDS = [
  { type: 1, name: "today", description: "This day", options: [option(Types.String, "date")] },
  {
    type: 1,
    name: "daily",
    description: "Posts",
    options: [
      option(Types.Subcommand, "add", { options: [option(Types.Channel, "channel", { required: true })] }),
      option(Types.SubcommandGroup, "block", { options: [option(Types.Subcommand, "fact")] }),
    ],
  },
  { type: 3, name: "Find facts", description: "" },
] as unknown as APIApplicationCommand[];

test("subcommands stand in the list as they are typed", () => {
  expect(listCommands(COMMANDS).map(({ name }) => name)).toEqual(["today", "daily add", "daily block fact"]);
  expect(listMessageCommands(COMMANDS)).toEqual(["Find facts"]);
});

test("what begins as typed comes before what has it elsewhere", () => {
  const names = (typed: string) => matchCommands(listCommands(COMMANDS), typed).map(({ name }) => name);

  expect(names("da")).toEqual(["daily add", "daily block fact", "today"]);
  expect(names("this day")).toEqual(["today"]);
  expect(names("")).toHaveLength(3);
  expect(names("zebra")).toEqual([]);
});
