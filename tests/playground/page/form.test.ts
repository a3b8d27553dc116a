import type { APIModalInteractionResponseCallbackData as Modal } from "discord.js";
import { expect, test } from "vitest";
import { type FormField, faultOf, partsOf, readField } from "../../../playground/page/form.ts";

function fieldOf(component: object): FormField {
  const modal = { components: [{ type: 18, label: "Field", component: { custom_id: "field", ...component } }] };
  return partsOf(modal as unknown as Modal)[0] as FormField;
}

const several = (more: object) => fieldOf({ type: 5, min_values: 2, max_values: 4, ...more });
const options = ["a", "b", "c"].map((value) => ({ label: value, value }));

test.each([
  ["a text that is short enough", fieldOf({ type: 4, style: 1, max_length: 3 }), "abc", undefined],
  [
    "a text that is too short",
    fieldOf({ type: 4, style: 1, min_length: 4 }),
    "abc",
    "Write at least 4 characters: there are 3.",
  ],
  [
    "a text that is too long",
    fieldOf({ type: 4, style: 1, max_length: 2 }),
    "abc",
    "Write at most 2 characters: there are 3.",
  ],
  ["no text where one is required", fieldOf({ type: 4, style: 1 }), "", "This must be filled in."],
  ["no text where none is", fieldOf({ type: 4, style: 1, required: false, min_length: 4 }), "", undefined],
  ["too few", several({}), ["1"], "Choose 2 to 4."],
  ["too many", several({}), ["1", "2", "3", "4", "5"], "Choose 2 to 4."],
  ["none of several that need not be chosen", several({ required: false }), [], undefined],
  ["all of a group", fieldOf({ type: 22, options }), ["a", "b", "c"], undefined],
  ["a box that is not ticked", fieldOf({ type: 23 }), false, undefined],
  [
    "a large file",
    fieldOf({ type: 19 }),
    [new File([new Uint8Array(10_485_761)], "a.png")],
    "a.png is larger than 10 MiB.",
  ],
  ["two files for one", fieldOf({ type: 19 }), [new File([""], "a"), new File([""], "b")], "Choose 1 file."],
])("%s", (_, field, filled, fault) => {
  expect(faultOf(field, filled)).toBe(fault);
});

test("what stands in the form is read by the kind of field", () => {
  const data = new FormData();
  data.append("field", "one\r\ntwo");

  expect(readField(fieldOf({ type: 4, style: 2 }), data)).toBe("one\ntwo");
  expect(readField(fieldOf({ type: 23 }), data)).toBe(true);
  expect(readField(fieldOf({ type: 23 }), new FormData())).toBe(false);
  expect(readField(fieldOf({ type: 19 }), data)).toEqual([]);
  expect(readField(fieldOf({ type: 3, options }), data)).toEqual(["one\r\ntwo"]);
});
