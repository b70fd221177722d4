// Just enough of WebAssembly's binary format (WebAssembly Core Specification 2.0, chapter 5) to write
// one loop by hand.

/** Instructions as bytes, nested as they were put together. */
export type Code = readonly (number | Code)[];

const flat = (code: Code): number[] =>
  code.flatMap((part) => (typeof part === "number" ? [part] : flat(part)));

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128, 32 bits. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f;
    const last =
      (rest >> 7 === 0 && (low & 0x40) === 0) || (rest >> 7 === -1 && (low & 0x40) !== 0);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)];
const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];

const memory = (offset: number, align: number): Code => [align, unsigned(offset)];
const simd = (op: number): Code => [0xfd, unsigned(op)];

/** A local variable or parameter, by its index. */
export type Local = number;

export const get = (local: Local): Code => [0x20, unsigned(local)];
export const set = (local: Local, value: Code): Code => [value, 0x21, unsigned(local)];
export const constant = (value: number): Code => [0x41, signed(value)];
export const plus = (a: Code, b: Code): Code => [a, b, 0x6a];
export const times = (a: Code, b: Code): Code => [a, b, 0x6c];
/** a ≤ b, signed. */
export const atMost = (a: Code, b: Code): Code => [a, b, 0x4c];

/** Both conditions; each is 0 or 1. */
export const both = (a: Code, b: Code): Code => [a, b, 0x71];

const singlePrecision = (value: number): number[] => [
  ...new Uint8Array(new Float32Array([value]).buffer),
];

export const f32 = {
  load: (at: Code, offset = 0): Code => [at, 0x2a, memory(offset, 2)],
  store: (at: Code, value: Code): Code => [at, value, 0x38, memory(0, 2)],
  add: (a: Code, b: Code): Code => [a, b, 0x92],
  mul: (a: Code, b: Code): Code => [a, b, 0x94],
  /** The greater; no number where one of them is none. */
  max: (a: Code, b: Code): Code => [a, b, 0x97],
  zero: [0x43, 0, 0, 0, 0] as Code,
};

export const f32x4 = {
  load: (at: Code, offset = 0): Code => [at, simd(0x00), memory(offset, 2)],
  /** One number, four times. */
  splat: (at: Code): Code => [at, simd(0x09), memory(0, 2)],
  store: (at: Code, offset: number, value: Code): Code => [
    at,
    value,
    simd(0x0b),
    memory(offset, 2),
  ],
  add: (a: Code, b: Code): Code => [a, b, simd(0xe4)],
  sub: (a: Code, b: Code): Code => [a, b, simd(0xe5)],
  sqrt: (a: Code): Code => [a, simd(0xe3)],
  mul: (a: Code, b: Code): Code => [a, b, simd(0xe6)],
  div: (a: Code, b: Code): Code => [a, b, simd(0xe7)],
  min: (a: Code, b: Code): Code => [a, b, simd(0xe8)],
  max: (a: Code, b: Code): Code => [a, b, simd(0xe9)],
  /** To the nearest whole number, halves to the even one. */
  nearest: (a: Code): Code => [a, simd(0x6a)],
  /** One of the four numbers. */
  lane: (a: Code, lane: 0 | 1 | 2 | 3): Code => [a, simd(0x1f), lane],
  /** The same number four times. */
  constant: (value: number): Code => [
    simd(0x0c),
    new Array<number[]>(4).fill(singlePrecision(value)),
  ],
};

/** Four whole numbers of 32 bits. */
export const i32x4 = {
  /** Of four floating-point numbers; 0 for what is no number. */
  truncated: (a: Code): Code => [a, simd(0xf8)],
  add: (a: Code, b: Code): Code => [a, b, simd(0xae)],
  sub: (a: Code, b: Code): Code => [a, b, simd(0xb1)],
  shiftLeft: (a: Code, bits: number): Code => [a, constant(bits), simd(0xab)],
  /** With the sign kept. */
  shiftRight: (a: Code, bits: number): Code => [a, constant(bits), simd(0xac)],
  constant: (value: number): Code => [
    simd(0x0c),
    new Array<number[]>(4).fill([...new Uint8Array(new Int32Array([value]).buffer)]),
  ],
};

/** Runs `body` while `condition` holds. */
export const loopWhile = (condition: Code, body: Code): Code => [
  [0x02, 0x40, 0x03, 0x40],
  [condition, 0x45, 0x0d, 1],
  body,
  [0x0c, 0, 0x0b, 0x0b],
];

const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

export interface FunctionCode {
  readonly name: string;
  /** Number of i32 parameters. */
  readonly parameters: number;
  /** Types of the further locals, in the order of their indices. */
  readonly locals: readonly (keyof typeof TYPES)[];
  readonly body: Code;
}

/** A module that imports the memory "m" "m" and exports these functions, which return nothing. */
export function assemble(functions: readonly FunctionCode[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [TYPES.i32])),
    0,
  ]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map((type) => [1, TYPES[type]])), ...flat(body), 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([[...text("m"), ...text("m"), 2, 0, 0]])),
    ...section(3, vector(functions.map((_, index) => [index]))),
    ...section(7, vector(functions.map(({ name }, index) => [...text(name), 0, index]))),
    ...section(10, vector(bodies)),
  ]);
}
