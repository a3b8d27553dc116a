import * as z from "zod";
import { StrangerError } from "../failure.ts";

const gatewayUrl = z.url({ protocol: /^wss?$/ });

const gatewayInfo = z.object({
  url: gatewayUrl,
  shards: z.int().min(1).max(100_000),
  session_start_limit: z
    .object({
      total: z.int().min(0).default(1000),
      remaining: z.int().min(0),
      reset_after: z.number().min(0).default(0),
      max_concurrency: z.int().min(1).default(1),
    })
    .default({ total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }),
});

/** What Discord says of its gateway. */
export type GatewayInfo = z.output<typeof gatewayInfo>;

/** Whether it is the address of a gateway. */
export function isGatewayUrl(text: unknown): text is string {
  return gatewayUrl.safeParse(text).success;
}

/** What Discord said of its gateway. @throws {StrangerError} where it is no such thing */
export function readGatewayInfo(answer: unknown): GatewayInfo {
  const { data, success } = gatewayInfo.safeParse(answer);
  if (!success) throw new StrangerError();
  return data;
}
