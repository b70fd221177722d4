interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** A number within its bounds; what is no number is as if it were not set. */
export function clamp(value: unknown, { least, most, usual }: Bounds): number {
  if (typeof value !== "number" || Number.isNaN(value)) return usual;
  return Math.min(most, Math.max(least, value));
}
