/** A chain of the model and the lowest energy that has been published for it. */
export interface Chain {
  /** "A" and "B", one letter a residue. */
  readonly sequence: string;
  /**
   * Hsu, Mehra, Grassberger (Phys. Rev. E 68, 037703, 2003) and Liang (J. Chem. Phys. 120, 6756,
   * 2004); also found again here by basin hopping, see docs/probes.md.
   */
  readonly bestKnown: number;
}

/**
 * Fibonacci sequences (Stillinger, Head-Gordon, Hirshfeld 1993): S₀ = A, S₁ = B, and each further
 * one is the one before the last followed by the last: AB, BAB, ABBAB, BABABBAB …
 */
export function fibonacciSequence(length: number): string {
  let [before, last] = ["A", "B"];
  while (last.length < length) [before, last] = [last, before + last];
  if (last.length !== length) throw new Error(`there is no Fibonacci sequence of ${length}`);
  return last;
}

/** The chains that can be folded, by their number of residues. */
export const CHAINS = {
  13: { sequence: fibonacciSequence(13), bestKnown: -3.2941 },
  21: { sequence: fibonacciSequence(21), bestKnown: -6.198 },
  34: { sequence: fibonacciSequence(34), bestKnown: -10.806 },
} as const satisfies Readonly<Record<number, Chain>>;

export type ChainLength = keyof typeof CHAINS;
