import { ComponentType as Types } from "discord-api-types/v10";
import { choiceProblems, repeatedIdProblems, rowProblems } from "./component-rules.ts";
import { flatten, type Loose, type Placed } from "./component-tree.ts";
import type { Problem } from "./discord-error.ts";

/** Faults of a modal's components beyond the API document, which they fit. Pure. */
export function modalProblems(components: readonly unknown[]): Problem[] {
  const path = ["data", "components"];
  const placed = flatten(components, path);
  // The document allows 40, for that is how many a message has.
  const tooMany = { path, code: "BASE_TYPE_BAD_LENGTH", message: "Must be between 1 and 5 in length." };
  return [
    ...(components.length > 5 ? [tooMany] : []),
    ...repeatedIdProblems(placed),
    ...placed.flatMap((each) => [
      ...rowProblems(each),
      ...nameProblems(each),
      ...choiceProblems(each),
      ...stateProblems(each),
      ...textProblems(each),
    ]),
  ];
}

/** What a label wraps has no label of its own; what stands in a row has. */
function nameProblems({ component, path }: Placed): Problem[] {
  const wrapped = component.component as Loose | undefined;
  if (wrapped?.label) {
    const message = "A text input within a label cannot have a label of its own";
    return [{ path: [...path, "component", "label"], code: "COMPONENT_LABEL_NOT_ALLOWED", message }];
  }
  const row = component.type === Types.ActionRow ? (component.components as Loose[]) : [];
  return row.flatMap(({ label }, index) =>
    label
      ? []
      : [
          {
            path: [...path, "components", index, "label"],
            code: "BASE_TYPE_REQUIRED",
            message: "This field is required",
          },
        ],
  );
}

/** A modal has nothing disabled, and what must be filled in cannot be left with nothing. */
function stateProblems({ component, path }: Placed): Problem[] {
  const { disabled, min_values: least, required } = component;
  const code = "COMPONENT_INVALID";
  const found: Problem[] = [];
  if (disabled) found.push({ path: [...path, "disabled"], code, message: "A component in a modal cannot be disabled" });
  if (least === 0 && required !== false)
    found.push({ path: [...path, "min_values"], code, message: "Must be 1 or more while required is true" });
  return found;
}

function textProblems({ component, path }: Placed): Problem[] {
  if (component.type !== Types.TextInput) return [];
  const { max_length, min_length, value } = component;
  const most = Number(max_length ?? 4000);
  if (Number(min_length ?? 0) > most) {
    const message = `Value must be ${most} or less.`;
    return [{ path: [...path, "min_length"], code: "NUMBER_TYPE_MAX", message }];
  }
  if (String(value ?? "").length <= most) return [];
  const message = `Must be ${most} or fewer in length.`;
  return [{ path: [...path, "value"], code: "BASE_TYPE_MAX_LENGTH", message }];
}
