interface Named {
  readonly name: string;
  /** Where it is defined; the same or empty for all if that tells nothing. */
  readonly origin?: string;
}

/**
 * What a legend or a table calls each of several: its name, with its origin where these differ, and
 * with a number where that is not enough. No two are alike.
 */
export function labelsOf(all: readonly Named[]): string[] {
  const withOrigin = new Set(all.map(({ origin = "" }) => origin)).size > 1;
  const used = new Set<string>();
  return all.map(({ name, origin = "" }) => {
    const label = withOrigin && origin !== "" ? `${name} (${origin})` : name;
    let unique = label;
    for (let number = 2; used.has(unique); number++) unique = `${label} (${number})`;
    used.add(unique);
    return unique;
  });
}
