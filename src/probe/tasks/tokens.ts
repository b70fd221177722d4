import { randomStream, type Random } from "../random";

/** Tokens 0 … VOCABULARY − 1. */
export const VOCABULARY = 16;
/** A token that is repeated comes back after so many positions. */
export const LAG = 4;
/** The share of tokens that repeat the one LAG before; the rest follow from the one before. */
const REPEATS = 0.5;
/** Each token has so many followers, with these probabilities. */
const FOLLOWERS = [0.6, 0.3, 0.1] as const;

/** followers[token][k]: fixed for all time, the language that is to be learned. */
const followers: readonly (readonly number[])[] = Array.from({ length: VOCABULARY }, (_, token) => {
  const random = randomStream("followers", token);
  const chosen = new Set<number>();
  while (chosen.size < FOLLOWERS.length) chosen.add(random.below(VOCABULARY));
  return [...chosen];
});

/** P(next | before): the exact distribution of the token at `position`. */
export function nextProbabilities(tokens: ArrayLike<number>, position: number): Float64Array {
  const probabilities = new Float64Array(VOCABULARY);
  if (position === 0) return probabilities.fill(1 / VOCABULARY);
  const repeats = position >= LAG ? REPEATS : 0;
  (followers[tokens[position - 1] ?? 0] ?? []).forEach((token, k) => {
    probabilities[token] = (probabilities[token] ?? 0) + (1 - repeats) * (FOLLOWERS[k] ?? 0);
  });
  const earlier = tokens[position - LAG];
  if (repeats > 0 && earlier !== undefined) {
    probabilities[earlier] = (probabilities[earlier] ?? 0) + repeats;
  }
  return probabilities;
}

/** `length` tokens of the language. */
export function sentence(length: number, random: Random): Uint8Array {
  const tokens = new Uint8Array(length);
  for (let position = 0; position < length; position++) {
    let left = random.uniform();
    const drawn = nextProbabilities(tokens, position).findIndex((p) => (left -= p) < 0);
    tokens[position] = drawn < 0 ? VOCABULARY - 1 : drawn;
  }
  return tokens;
}
