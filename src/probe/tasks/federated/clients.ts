import { randomStream, type Random } from "../../random";
import type { Samples } from "../batches";

/** Of the Dirichlet distribution of a client's classes: the smaller, the more clients differ. */
const CONCENTRATION = 0.1;

/** Gamma(shape) for a shape below 1: Marsaglia and Tsang 2000, with the factor u^(1/shape). */
function gamma(shape: number, random: Random): number {
  const d = shape + 1 - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    const u = 1 - random.uniform();
    if (v <= 0 || Math.log(u) >= x * x * 0.5 + d * (1 - v + Math.log(v))) continue;
    return d * v * (1 - random.uniform()) ** (1 / shape);
  }
}

/** The rows of each client: `each` of them, of classes in proportions of its own. */
export function rowsByClient(
  { count, classes, labels }: Samples,
  clients: number,
  each: number,
  seed: number,
): Uint32Array[] {
  const ofClass = Array.from({ length: classes }, (_, k) =>
    Array.from({ length: count }, (_, row) => row).filter((row) => labels[row * classes + k] === 1),
  );
  return Array.from({ length: clients }, (_, client) => {
    const random = randomStream("clients", seed, client);
    const shares = ofClass.map(() => gamma(CONCENTRATION, random));
    return Uint32Array.from({ length: each }, () => {
      const rows = ofClass[drawn(shares, random)] ?? [];
      return rows[random.below(rows.length)] ?? 0;
    });
  });
}

function drawn(shares: readonly number[], random: Random): number {
  let left = random.uniform() * shares.reduce((sum, share) => sum + share, 0);
  const found = shares.findIndex((share) => (left -= share) < 0);
  return found < 0 ? shares.indexOf(Math.max(...shares)) : found;
}
