/**
 * The tables, one interface each. Text and whole numbers only, so that SQLite and PostgreSQL hold the same.
 *
 * Instants are UTC with milliseconds, always 24 characters, so that they sort as text; days are `YYYY-MM-DD`.
 */
export interface Tables {
  orders: OrderRow;
  deliveries: DeliveryRow;
  shown: ShownRow;
}

export interface OrderRow {
  channel_id: string;
  guild_id: string;
  time: string;
  time_zone: string;
  genre: string | null;
  role_id: string | null;
  created_by: string;
  created_at: string;
  active_since: string;
  paused: string | null;
}

export interface DeliveryRow {
  channel_id: string;
  day: string;
  guild_id: string;
  state: "claimed" | "posted" | "skipped" | "failed" | "unknown";
  /** When it was to go out. */
  due_at: string;
  claimed_at: string;
  attempts: number;
  retry_at: string;
  unsure_since: string | null;
  message_id: string | null;
  fact_id: string | null;
  ended_at: string | null;
  reason: string | null;
  /** 1 when Discord refused it for a reason that lasts until someone mends it, else 0. */
  lasting: number;
}

export interface ShownRow {
  channel_id: string;
  fact_id: string;
  shown_at: string;
}

/** An instant as the tables hold it. */
export function toText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "millisecond" });
}
