import { expect, test } from "vitest";
import { addressOf, writeSize } from "../../../playground/page/media-address.ts";

const upload = "http://127.0.0.1:4001/attachments/1/2/a.png";
const copy = "http://127.0.0.1:4001/external/aHR0";

test.each([
  ["what was uploaded", { url: upload, proxy_url: upload }, "/attachments/1/2/a.png"],
  ["what is linked on this machine", { url: "http://localhost:8080/a.png", proxy_url: copy }, "/external/aHR0"],
  ["what the bot links at its own address", { url: "https://cards.example/a.png", proxy_url: copy }, "/external/aHR0"],
  ["what is in the message itself", { url: "data:image/png;base64,AA" }, "data:image/png;base64,AA"],
  ["a picture of the web", { url: "https://example.com/attachments/a.png", proxy_url: copy }, undefined],
  ["another page of this machine", { url: "http://127.0.0.1:4000/control" }, undefined],
  ["no address", { url: "nowhere" }, undefined],
])("%s", (_, media, address) => {
  expect(addressOf(media, "https://cards.example/bot")).toBe(address);
});

test("sizes are read at a glance", () => {
  expect([8, 999, 1234, 25_000, 1_500_000].map(writeSize)).toEqual([
    "8 bytes",
    "999 bytes",
    "1.2 kB",
    "25 kB",
    "1.5 MB",
  ]);
});
