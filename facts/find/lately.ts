/**
 * Remembers what was found for those asked last, as whoever turns a page asks the same again.
 *
 * @param most so many are remembered, those first forgotten that were not asked for the longest
 * @param find gives the same for the same each time, and what nobody changes
 */
export function lately<Found extends object>(most: number, find: (asked: string) => Found): (asked: string) => Found {
  const known = new Map<string, Found>();
  return (asked) => {
    const found = known.get(asked) ?? find(asked);
    // Put behind all others.
    known.delete(asked);
    known.set(asked, found);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
