import { randomStream } from "../random";

/** Hessian-vector products of all replicas at once: [R · P] → [R · P]. */
export type Products = (vectors: Float32Array) => Promise<Float32Array>;

interface Chain {
  readonly basis: Float64Array[];
  readonly diagonal: number[];
  readonly offDiagonal: number[];
  done: boolean;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

function subtract(from: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] ?? 0) - factor * (vector[i] ?? 0);
}

/** The same for every replica: what one measures does not depend on those trained beside it. */
function start(size: number): Chain {
  const random = randomStream("lanczos");
  const vector = Float64Array.from({ length: size }, () => random.normal());
  const length = Math.sqrt(dot(vector, vector));
  const chain: Chain = { basis: [], diagonal: [], offDiagonal: [], done: false };
  chain.basis.push(vector.map((value) => value / length));
  return chain;
}

/** Takes in H·(last basis vector): one more row of the tridiagonal matrix, one more basis vector. */
function extend(chain: Chain, product: Float64Array): void {
  const last = chain.basis.at(-1);
  if (last === undefined || chain.done) return;
  chain.diagonal.push(dot(last, product));
  // Full reorthogonalisation, twice: rounding would bring back directions that were found already.
  for (let round = 0; round < 2; round++) {
    for (const vector of chain.basis) subtract(product, dot(vector, product), vector);
  }
  const length = Math.sqrt(dot(product, product));
  const scale = Math.max(...chain.diagonal.map(Math.abs), Number.MIN_VALUE);
  // Products are computed in float32: what is below its rounding is no new direction.
  if (!(length > 1e-6 * scale)) {
    chain.done = true;
    return;
  }
  chain.offDiagonal.push(length);
  chain.basis.push(product.map((value) => value / length));
}

/** Number of eigenvalues of a symmetric tridiagonal matrix below x (Sturm's sequence). */
function countBelow(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  x: number,
): number {
  let count = 0;
  let q = 1;
  diagonal.forEach((value, i) => {
    const off = i === 0 ? 0 : (offDiagonal[i - 1] ?? 0);
    q = value - x - (off * off) / q;
    if (q === 0) q = Number.EPSILON * (Math.abs(x) + Math.abs(off) + Number.MIN_VALUE);
    if (q < 0) count++;
  });
  return count;
}

/** The largest eigenvalue of a symmetric tridiagonal matrix, by bisection. */
export function topEigenvalue(diagonal: readonly number[], offDiagonal: readonly number[]): number {
  const radius = diagonal.map(
    (value, i) =>
      Math.abs(value) + Math.abs(offDiagonal[i - 1] ?? 0) + Math.abs(offDiagonal[i] ?? 0),
  );
  let high = Math.max(...radius);
  let low = -high;
  for (let i = 0; i < 100 && high - low > 1e-12 * Math.abs(high); i++) {
    const middle = (low + high) / 2;
    if (countBelow(diagonal, offDiagonal, middle) === diagonal.length) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The last entry of the unit eigenvector that belongs to `eigenvalue`, by inverse iteration: two
 * solutions of the tridiagonal system (Thomas's algorithm), shifted off the eigenvalue a little.
 */
function lastEntry(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  eigenvalue: number,
): number {
  const shift = eigenvalue * (1 + 1e-10) + Number.MIN_VALUE;
  let vector = diagonal.map(() => 1);
  for (let round = 0; round < 3; round++) {
    const solved = solve(diagonal, offDiagonal, shift, vector);
    const length = Math.hypot(...solved);
    vector = solved.map((value) => value / length);
  }
  return Math.abs(vector.at(-1) ?? 1);
}

/** x of (T − shift) x = right. */
function solve(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  shift: number,
  right: readonly number[],
): number[] {
  const pivots: number[] = [];
  const forward: number[] = [];
  diagonal.forEach((value, i) => {
    const off = offDiagonal[i - 1] ?? 0;
    const factor = i === 0 ? 0 : off / (pivots[i - 1] ?? 1);
    pivots.push(value - shift - factor * off || Number.EPSILON * Math.abs(shift));
    forward.push((right[i] ?? 0) - factor * (forward[i - 1] ?? 0));
  });
  const x = forward.map(() => 0);
  for (let i = x.length - 1; i >= 0; i--) {
    x[i] = ((forward[i] ?? 0) - (offDiagonal[i] ?? 0) * (x[i + 1] ?? 0)) / (pivots[i] ?? 1);
  }
  return x;
}

const MOST_PRODUCTS = 40;
const PRECISION = 0.002;

/**
 * Whether the top Ritz value is within 0.2 % of an eigenvalue: its residual is the last off-diagonal
 * entry times the last entry of its eigenvector (Golub and Van Loan, theorem 10.1.2). True also
 * for what is no number, which would never settle.
 */
function settled({ diagonal, offDiagonal, done }: Chain, value: number): boolean {
  if (done || !Number.isFinite(value)) return true;
  const inner = offDiagonal.slice(0, diagonal.length - 1);
  const residual = (offDiagonal.at(-1) ?? 0) * lastEntry(diagonal, inner, value);
  return !(residual > PRECISION * Math.abs(value));
}

/**
 * The largest (most positive) eigenvalue of each replica's symmetric matrix, by Lanczos with full
 * reorthogonalisation (Golub and Van Loan, section 10.1). Each replica stops when its value is
 * within 0.2 % of an eigenvalue, at the latest after 40 products. Not a number where a product is not.
 *
 * @param size P, the dimension of each replica's matrix.
 */
export async function topEigenvalues(
  products: Products,
  replicas: number,
  size: number,
): Promise<number[]> {
  const chains = Array.from({ length: replicas }, () => start(size));
  let values: number[] = [];
  for (let round = 0; round < Math.min(MOST_PRODUCTS, size); round++) {
    const asked = new Float32Array(replicas * size);
    chains.forEach(({ basis }, r) => {
      asked.set(basis.at(-1) ?? [], r * size);
    });
    const answer = await products(asked);
    chains.forEach((chain, r) => {
      extend(chain, Float64Array.from(answer.subarray(r * size, (r + 1) * size)));
    });
    values = chains.map(({ diagonal, offDiagonal }) =>
      topEigenvalue(diagonal, offDiagonal.slice(0, diagonal.length - 1)),
    );
    chains.forEach((chain, r) => {
      chain.done = settled(chain, values[r] ?? Number.NaN);
    });
    if (chains.every(({ done }) => done)) break;
  }
  return values;
}
