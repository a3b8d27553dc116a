/** What can go wrong between the bot and the gateway. */
export type GatewayTrouble =
  /** The connection is reset as it is opened. */
  | { readonly kind: "reset" }
  /** The upgrade is answered with that HTTP status. */
  | { readonly kind: "status"; readonly status: number }
  /** No HELLO comes, or this in its place. */
  | { readonly kind: "hello"; readonly instead?: unknown }
  /** No READY comes, or one with these fields. */
  | { readonly kind: "ready"; readonly fields?: object }
  /** No RESUMED comes. */
  | { readonly kind: "resumed" }
  /** The connection is closed where a session would begin. */
  | { readonly kind: "close"; readonly code: number };

export interface GatewayTroubleTarget {
  /** Of a shard; default any. Before IDENTIFY nobody knows which it is. */
  readonly shard?: number;
  /** How often; default once. */
  readonly times?: number;
}

export interface GatewayTroubles {
  add(trouble: GatewayTrouble, target?: GatewayTroubleTarget): void;
  /** The trouble of one of these kinds that happens now, and is used up by that. */
  take<Kind extends GatewayTrouble["kind"]>(
    kinds: readonly Kind[],
    shard?: number,
  ): Extract<GatewayTrouble, { kind: Kind }> | undefined;
  clear(): void;
}

export function createGatewayTroubles(): GatewayTroubles {
  const waiting: { trouble: GatewayTrouble; shard: number | undefined; left: number }[] = [];
  return {
    add(trouble, { shard, times = 1 } = {}) {
      waiting.push({ trouble, shard, left: times });
    },
    take<Kind extends GatewayTrouble["kind"]>(kinds: readonly Kind[], shard?: number) {
      const hit = waiting.find(
        (it) =>
          it.left > 0 &&
          kinds.some((kind) => kind === it.trouble.kind) &&
          (it.shard === undefined || it.shard === shard),
      );
      if (hit === undefined) return undefined;
      hit.left -= 1;
      return hit.trouble as Extract<GatewayTrouble, { kind: Kind }>;
    },
    clear() {
      waiting.length = 0;
    },
  };
}
