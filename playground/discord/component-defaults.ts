import { type APIMessageTopLevelComponent, ComponentType as Types } from "discord-api-types/v10";
import { flatten, type Loose } from "./component-tree.ts";

/** Components as Discord gives them back: each with an `id`, and with what Discord fills in. */
export function completeComponents(components: readonly unknown[]): APIMessageTopLevelComponent[] {
  const copy = structuredClone(components);
  const placed = flatten(copy).map(({ component }) => component);
  const taken = new Set(placed.map(({ id }) => id));
  let next = 1;
  for (const component of placed) {
    while (taken.has(next)) next += 1;
    taken.add(component.id || next);
    fill(component, component.id || next);
  }
  return copy as APIMessageTopLevelComponent[];
}

/** Leaves out what was sent as null, and adds what was not sent. */
function fill(component: Loose, id: number): void {
  for (const key of Object.keys(component)) if (component[key] === null) Reflect.deleteProperty(component, key);
  Object.assign(component, { ...defaultsOf(component), ...component, id });
  for (const item of (component.items as object[] | undefined) ?? [])
    Object.assign(item, { description: null, spoiler: false, ...item });
}

function defaultsOf({ type }: Loose): object {
  switch (type) {
    case Types.Container:
      return { accent_color: null, spoiler: false };
    case Types.Separator:
      return { spacing: 1, divider: true };
    case Types.File:
      return { spoiler: false };
    case Types.Thumbnail:
      return { description: null, spoiler: false };
    case Types.StringSelect:
    case Types.UserSelect:
    case Types.RoleSelect:
    case Types.MentionableSelect:
    case Types.ChannelSelect:
      return { min_values: 1, max_values: 1 };
    default:
      return {};
  }
}
