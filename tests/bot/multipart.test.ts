import { expect, test } from "vitest";
import { writeBody } from "../../src/bot/multipart.ts";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x2d, 0x2d, 0x00, 0xff]);
const MESSAGE = { content: 'Björk × 坂本龍一\r\n--"quoted"', attachments: [{ id: 0, filename: "a.png" }] };

/** As whoever gets the request reads it. */
const read = ({ body, headers = {} }: ReturnType<typeof writeBody>) =>
  new Response(body as Buffer<ArrayBuffer>, { headers }).formData();

test("a message and its files are read as they were, byte for byte", async () => {
  const files = ["a.png", "b.png"].map((name) => ({ name, contentType: "image/png", data: PNG }));

  const form = await read(writeBody(MESSAGE, files));

  expect([...form.keys()]).toEqual(["payload_json", "files[0]", "files[1]"]);
  const message = form.get("payload_json");
  expect(JSON.parse(typeof message === "string" ? message : ((await message?.text()) ?? ""))).toEqual(MESSAGE);
  const second = form.get("files[1]") as File;
  expect([second.name, second.type]).toEqual(["b.png", "image/png"]);
  expect(Buffer.from(await second.arrayBuffer()).equals(PNG)).toBe(true);
});

test("no name of a file says anything else", async () => {
  const name = 'a"; name="payload_json\r\n\r\n{}.png';

  const form = await read(writeBody(MESSAGE, [{ name, contentType: "image/png", data: PNG }]));

  expect([...form.keys()]).toEqual(["payload_json", "files[0]"]);
});

test("a message without files stays what it is", () => {
  expect(writeBody(MESSAGE)).toEqual({ body: MESSAGE });
});
