/** A stream of pseudo-random numbers, the same for the same key on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** So many of them in a row, in single precision; faster than one by one. */
  normals(count: number): Float32Array<ArrayBuffer>;
  /** Whole, 0 … below − 1. */
  below(limit: number): number;
}

/** Mixes a key into 32 bits: FNV-1a over its UTF-16 units, then murmur3's final mixing. */
function hash(key: string, salt: number): number {
  let h = 0x811c9dc5 ^ salt;
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Writes so many numbers of 32 bits, and moves the state on. */
type Fill = (target: Uint32Array, count: number) => void;

/** sfc32 of PractRand (Doty-Humphrey): 128 bits of state, passes BigCrush. */
function sfc32(...seeds: readonly [number, number, number]): Fill {
  const state = Int32Array.of(...seeds, 1);
  const fill: Fill = (target, count) => {
    // Locals, because a state in memory would be written for each number.
    let [a = 0, b = 0, c = 0, counter = 0] = state;
    for (let i = 0; i < count; i++) {
      const sum = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      target[i] = sum;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  };
  fill(WARM_UP, WARM_UP.length);
  return fill;
}

/** The first numbers depend too much on the key: nobody gets them. */
const WARM_UP = new Uint32Array(15);
const RANGE = 4294967296;

/** Box and Muller, of two uniform numbers; 1 − u keeps the logarithm finite. */
const boxMuller = (u: number, v: number): number =>
  Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);

/** The stream named by `key`; different keys give independent streams. */
export function randomStream(...key: readonly (string | number)[]): Random {
  const name = key.join("/");
  const fill = sfc32(hash(name, 0), hash(name, 0x9e3779b9), hash(name, 0x7f4a7c15));
  const one = new Uint32Array(1);
  const uniform = (): number => {
    fill(one, 1);
    return (one[0] ?? 0) / RANGE;
  };
  return {
    uniform,
    normal: () => boxMuller(uniform(), uniform()),
    normals(count) {
      const drawn = new Uint32Array(2 * count);
      fill(drawn, 2 * count);
      const values = new Float32Array(count);
      for (let i = 0; i < count; i++) {
        values[i] = boxMuller((drawn[2 * i] ?? 0) / RANGE, (drawn[2 * i + 1] ?? 0) / RANGE);
      }
      return values;
    },
    below: (limit) => Math.floor(uniform() * limit),
  };
}

/** The numbers 0 … count − 1 in random order (Fisher and Yates). */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const swapped = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = swapped;
  }
  return order;
}
