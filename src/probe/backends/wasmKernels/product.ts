import {
  assemble,
  atMost,
  both,
  constant,
  f32,
  f32x4,
  get,
  loopWhile,
  plus,
  set,
  times,
  type Code,
  type FunctionCode,
  type Local,
} from "./assembler";

/**
 * c = a · b for row-major c [m, n], b [k, n]; addresses and strides in bytes. a's entry (i, l) lies at
 * a + i · aRow + l · aColumn, so that a transposed a costs nothing. Each entry of c is summed in the
 * order of l, however many rows and columns there are. With a `bias` [n], that is added at the end to
 * each row.
 */
export type Product = (
  a: number,
  b: number,
  c: number,
  m: number,
  n: number,
  k: number,
  aRow: number,
  aColumn: number,
  bias: number,
) => void;

/** Writes the transpose of a row-major [rows, columns] to `to`. */
export type Transpose = (from: number, to: number, rows: number, columns: number) => void;

const [A, B, C, M, N, K, A_ROW, A_COLUMN, BIAS] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const [I, J, L, B_AT, C_AT] = [9, 10, 11, 12, 13] as const;
/** Four pointers into a, four numbers, then vectors: the sums of a tile, and of b two. */
const A_AT = 14;
const SUM = 18;
const SUMS = 22;
const B_NOW = 30;

const MOST_ROWS = 4;
const next = (local: Local, by: Code): Code => set(local, plus(get(local), by));
const bytes = (count: Code): Code => times(count, constant(4));
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Sets the pointers to row i of a, column j of b and c, and l to 0. */
const aim = (rows: number): Code => [
  set(A_AT, plus(get(A), times(get(I), get(A_ROW)))),
  range(rows - 1).map((r) => set(A_AT + r + 1, plus(get(A_AT + r), get(A_ROW)))),
  set(B_AT, plus(get(B), bytes(get(J)))),
  set(C_AT, plus(get(C), bytes(plus(times(get(I), get(N)), get(J))))),
  set(L, constant(0)),
];

/** One step along l for `rows` pointers into a. */
const along = (rows: number): Code => [
  range(rows).map((r) => next(A_AT + r, get(A_COLUMN))),
  next(B_AT, bytes(get(N))),
  next(L, constant(1)),
];

/** Where the bias of column j lies. */
const biasNow: Code = plus(get(BIAS), bytes(get(J)));

const before = (local: Local, end: Code): Code => atMost(plus(get(local), constant(1)), end);

/** A tile of c with `rows` rows and 4 · `vectors` columns, kept in registers while l runs. */
function tile(rows: number, vectors: number, biased: boolean): Code {
  const sum = (r: number, v: number): Local => SUMS + 2 * r + v;
  const each = (make: (r: number, v: number) => Code): Code =>
    range(rows).map((r) => range(vectors).map((v) => make(r, v)));
  const product = (r: number, v: number): Code =>
    f32x4.mul(f32x4.splat(get(A_AT + r)), get(B_NOW + v));
  const whole = (r: number, v: number): Code =>
    biased ? f32x4.add(get(sum(r, v)), f32x4.load(biasNow, 16 * v)) : get(sum(r, v));
  return [
    aim(rows),
    each((r, v) => set(sum(r, v), f32x4.constant(0))),
    loopWhile(before(L, get(K)), [
      range(vectors).map((v) => set(B_NOW + v, f32x4.load(get(B_AT), 16 * v))),
      each((r, v) => set(sum(r, v), f32x4.add(get(sum(r, v)), product(r, v)))),
      along(rows),
    ]),
    range(rows).map((r) => [
      range(vectors).map((v) => f32x4.store(get(C_AT), 16 * v, whole(r, v))),
      next(C_AT, bytes(get(N))),
    ]),
    next(J, constant(4 * vectors)),
  ];
}

/**
 * `rows` entries of one column, where c has fewer than four. Several at once, because each sum waits
 * for the number before.
 */
function column(rows: number, biased: boolean): Code {
  const product = (r: number): Code => f32.mul(f32.load(get(A_AT + r)), f32.load(get(B_AT)));
  const whole = (r: number): Code =>
    biased ? f32.add(get(SUM + r), f32.load(biasNow)) : get(SUM + r);
  return [
    aim(rows),
    range(rows).map((r) => set(SUM + r, f32.zero)),
    loopWhile(before(L, get(K)), [
      range(rows).map((r) => set(SUM + r, f32.add(get(SUM + r), product(r)))),
      along(rows),
    ]),
    range(rows).map((r) => [f32.store(get(C_AT), whole(r)), next(C_AT, bytes(get(N)))]),
    next(J, constant(1)),
  ];
}

/** All columns of the rows i … i + rows. */
const strip = (rows: number, biased: boolean): Code => [
  set(J, constant(0)),
  loopWhile(atMost(plus(get(J), constant(8)), get(N)), tile(rows, 2, biased)),
  loopWhile(atMost(plus(get(J), constant(4)), get(N)), tile(rows, 1, biased)),
  // The last ones together with some that were done already: the same numbers once more, in less
  // time than one by one.
  loopWhile(both(before(J, get(N)), atMost(constant(4), get(N))), [
    set(J, plus(get(N), constant(-4))),
    tile(rows, 1, biased),
  ]),
  loopWhile(before(J, get(N)), column(rows, biased)),
  next(I, constant(rows)),
];

const product = (name: string, biased: boolean): FunctionCode => ({
  name,
  parameters: 9,
  locals: [
    ...range(5 + MOST_ROWS).map(() => "i32" as const),
    ...range(MOST_ROWS).map(() => "f32" as const),
    ...range(2 * MOST_ROWS + 2).map(() => "v128" as const),
  ],
  body: [
    set(I, constant(0)),
    loopWhile(atMost(plus(get(I), constant(MOST_ROWS)), get(M)), strip(MOST_ROWS, biased)),
    loopWhile(both(before(I, get(M)), atMost(constant(MOST_ROWS), get(M))), [
      set(I, plus(get(M), constant(-MOST_ROWS))),
      strip(MOST_ROWS, biased),
    ]),
    loopWhile(before(I, get(M)), strip(1, biased)),
  ],
});

const [FROM, TO, ROWS, COLUMNS] = [0, 1, 2, 3] as const;
const [ROW, COLUMN, READ, WRITE] = [4, 5, 6, 7] as const;

const transpose: FunctionCode = {
  name: "transpose",
  parameters: 4,
  locals: range(4).map(() => "i32" as const),
  body: [
    set(COLUMN, constant(0)),
    set(WRITE, get(TO)),
    loopWhile(before(COLUMN, get(COLUMNS)), [
      set(READ, plus(get(FROM), bytes(get(COLUMN)))),
      set(ROW, constant(0)),
      loopWhile(before(ROW, get(ROWS)), [
        f32.store(get(WRITE), f32.load(get(READ))),
        next(READ, bytes(get(COLUMNS))),
        next(WRITE, constant(4)),
        next(ROW, constant(1)),
      ]),
      next(COLUMN, constant(1)),
    ]),
  ],
};

/** Matrix products with SIMD instructions on the memory of another module. */
export interface ProductModule {
  /** Without a bias, whatever its address. */
  readonly product: Product;
  readonly biased: Product;
  readonly transpose: Transpose;
}

/** @throws where the machine has no SIMD for WebAssembly. */
export function productModule(memory: WebAssembly.Memory): ProductModule {
  const module = new WebAssembly.Module(
    assemble([product("product", false), product("biased", true), transpose]),
  );
  const { exports } = new WebAssembly.Instance(module, { m: { m: memory } });
  return exports as unknown as ProductModule;
}
