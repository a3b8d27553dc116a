/**
 * `ask`, for those who cannot wait for what may hang.
 *
 * Asks one at a time, and whoever comes meanwhile gets the same answer: a database that hangs is not asked ever more.
 *
 * @param limit milliseconds, after which the probe rejects; what was asked goes on
 */
export function createProbe<Answer>(ask: () => Promise<Answer>, limit: number): () => Promise<Answer> {
  let underWay: Promise<Answer> | undefined;
  return () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return within(underWay, limit);
  };
}

async function within<Answer>(answer: Promise<Answer>, limit: number): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
