import { ComponentType } from "discord-api-types/v10";
import type { Problem } from "./discord-error.ts";

/** A component and where it stands in the request. */
export interface Placed {
  readonly component: Loose;
  readonly path: Problem["path"];
}

/** A component of any type, as loosely as rules that look at every type need it. */
export interface Loose {
  readonly type: number;
  readonly id?: number | null;
  readonly custom_id?: string | null;
  readonly content?: string;
  readonly [key: string]: unknown;
}

/** Every component with those inside it, outer ones first, in reading order. */
export function flatten(components: readonly unknown[], path: Problem["path"] = ["components"]): Placed[] {
  return (components as Loose[]).flatMap((component, index) => {
    const here = [...path, index];
    const inner = flatten((component.components as Loose[] | undefined) ?? [], [...here, "components"]);
    const sides = ["accessory", "component"].flatMap((key) => {
      const side = component[key] as Loose | undefined;
      return side === undefined ? [] : [{ component: side, path: [...here, key] }];
    });
    return [{ component, path: here }, ...inner, ...sides];
  });
}

/** The text that Discord counts against its limit of 4,000 characters a message. */
export function textOf(components: readonly unknown[]): string[] {
  return flatten(components).flatMap(({ component }) =>
    component.type === ComponentType.TextDisplay ? [component.content ?? ""] : [],
  );
}
