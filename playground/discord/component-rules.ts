import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { boundsOf, chosenAtFirst, isChoice, optionsOf } from "./choice.ts";
import { flatten, type Loose, type Placed } from "./component-tree.ts";
import type { Problem } from "./discord-error.ts";

// What Discord demands of components beyond its API document. Everything here is pure and takes components that fit
// the document.

/** Faults of a message's components. `rich` says whether the message has the Components V2 flag. */
export function componentProblems(components: readonly unknown[], rich: boolean): Problem[] {
  const placed = flatten(components);
  return [
    ...(rich ? richProblems(placed) : plainProblems(components as Loose[])),
    ...repeatedIdProblems(placed),
    ...placed.flatMap((each) => buttonProblems(each)),
    ...placed.flatMap((each) => rowProblems(each)),
    ...placed.flatMap((each) => choiceProblems(each)),
  ];
}

function richProblems(placed: readonly Placed[]): Problem[] {
  const characters = placed.reduce(
    (sum, { component }) => sum + (component.type === ComponentType.TextDisplay ? (component.content?.length ?? 0) : 0),
    0,
  );
  const tooMany = `Must be 40 or fewer in length: there are ${placed.length} components.`;
  const tooLong = `The text of all components must be 4000 or fewer in length: it is ${characters}.`;
  return [
    ...(placed.length > 40 ? [{ path: ["components"], code: "BASE_TYPE_MAX_LENGTH", message: tooMany }] : []),
    ...(characters > 4000
      ? [{ path: ["components"], code: "COMPONENT_MAX_TEXT_SIZE_EXCEEDED", message: tooLong }]
      : []),
  ];
}

/** Without the flag a message takes up to five rows and nothing else. */
function plainProblems(components: readonly Loose[]): Problem[] {
  const strangers = components.flatMap(({ type }, index) =>
    type === ComponentType.ActionRow
      ? []
      : [
          {
            path: ["components", index, "type"],
            code: "UNION_TYPE_CHOICES",
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  const tooMany = { path: ["components"], code: "BASE_TYPE_BAD_LENGTH", message: "Must be between 1 and 5 in length." };
  return components.length > 5 ? [...strangers, tooMany] : strangers;
}

export function repeatedIdProblems(placed: readonly Placed[]): Problem[] {
  return [
    ...repeated(placed, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"),
    ...repeated(placed, "id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"),
  ];
}

function repeated(placed: readonly Placed[], key: "custom_id" | "id", code: string, message: string): Problem[] {
  const seen = new Set<unknown>();
  return placed.flatMap(({ component, path }) => {
    const value = component[key];
    if (!value) return [];
    const again = seen.has(value);
    seen.add(value);
    return again ? [{ path: [...path, key], code, message }] : [];
  });
}

function buttonProblems({ component, path }: Placed): Problem[] {
  if (component.type !== ComponentType.Button) return [];
  const { style, custom_id, url, sku_id, label, emoji } = component as Record<string, unknown>;
  const problem = (key: string, message: string) => [
    { path: [...path, key], code: "BUTTON_COMPONENT_INVALID", message },
  ];
  if (style === ButtonStyle.Premium) {
    if (!sku_id) return problem("sku_id", "A premium button must have a sku id");
    return custom_id || url || label || emoji ? problem("sku_id", "A premium button takes nothing but its sku id") : [];
  }
  if (!(label || emoji)) return problem("label", "A button must have a label or an emoji");
  if (style === ButtonStyle.Link) {
    if (!url) return problem("url", "A link button must have a url");
    return custom_id ? problem("custom_id", "A custom id and url cannot both be specified") : [];
  }
  if (!custom_id) return problem("custom_id", "A custom id is required");
  return url ? problem("url", "A custom id and url cannot both be specified") : [];
}

/** A row holds up to five buttons, or one select or text input. */
export function rowProblems({ component, path }: Placed): Problem[] {
  if (component.type !== ComponentType.ActionRow) return [];
  const inside = component.components as Loose[];
  const selects = inside.filter(({ type }) => type !== ComponentType.Button).length;
  if (selects === 0 || inside.length === 1) return [];
  const message = "The specified component exceeds the maximum width";
  return [{ path: [...path, "components"], code: "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message }];
}

/** What can be chosen, and what is chosen at first, must fit how many are taken. */
export function choiceProblems({ component, path }: Placed): Problem[] {
  if (!isChoice(component) && component.type !== ComponentType.FileUpload) return [];
  const problem = (key: string, code: string, message: string) => ({ path: [...path, key], code, message });
  const options = optionsOf(component);
  const { least, most } = boundsOf(component);
  const chosen = chosenAtFirst(component).length;
  const place = component.default_values ? "default_values" : "options";
  const found: Problem[] = [];
  if (new Set(options.map(({ value }) => value)).size < options.length)
    found.push(
      problem("options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"),
    );
  if (component.options && most > options.length)
    found.push(problem("max_values", "NUMBER_TYPE_MAX", `Value must be ${options.length} or less.`));
  if (least > most) found.push(problem("min_values", "NUMBER_TYPE_MAX", `Value must be ${most} or less.`));
  if (chosen > most)
    found.push(
      problem(place, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", `At most ${most} options can be chosen at first`),
    );
  if (component.default_values && chosen > 0 && chosen < least)
    found.push(
      problem(place, "SELECT_COMPONENT_TOO_FEW_DEFAULT_VALUES", `At least ${least} must be chosen at first, or none`),
    );
  return found;
}
