/** A loop that a test turns by hand: what waits for it to go round is gathered. */
export function createRounds() {
  const waiting: (() => void)[] = [];
  return {
    goRound: (act: () => void) => void waiting.push(act),
    /** Goes round once, and lets all that follows at once come to its end. @returns whether anything waited */
    async once(): Promise<boolean> {
      const acts = waiting.splice(0);
      for (const act of acts) act();
      await new Promise(setImmediate);
      return acts.length > 0;
    },
    async toTheEnd(): Promise<void> {
      await new Promise(setImmediate);
      while (await this.once());
    },
  };
}
