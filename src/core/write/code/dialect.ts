import type { UnaryOp } from "../../schedule/formula/formula";

/** How a language spells what a formula needs. */
export interface Dialect {
  /** The variable that counts updates. */
  readonly step: string;
  number(value: number): string;
  /** A function of one argument; floor only of what is no quotient. */
  function(op: Exclude<UnaryOp, "cosPi" | "sinPi">, argument: string): string;
  /** cos of π times what `angle` says, `angle` being π · f as an expression. */
  cosine(angle: string): string;
  sine(angle: string): string;
  readonly pi: string;
  minimum(a: string, b: string): string;
  maximum(a: string, b: string): string;
  /** ⌊a / b⌋; both operands bind at least as tightly as a product. */
  floorDivide(a: string, b: string): Expression;
  /** `yes` where of < bound, else `no`. */
  choose(of: string, bound: string, yes: string, no: string): Expression;
  /** An element of the module's table `name`, the index kept inside of it. */
  element(name: string, index: string, last: number): string;
  /** The table, as a statement of the module. */
  table(name: string, values: readonly string[]): string;
}

/** An expression's text and how tightly its outermost operation binds. */
export interface Expression {
  readonly text: string;
  readonly binds: number;
}

export const BINDS = { choice: 0, sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;
