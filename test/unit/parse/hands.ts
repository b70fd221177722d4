const TYPED = [
  ...Array.from("{}()[],:;\"'`.+-*/=<>?!&|0123456789eE_ \n\t\\$#@"),
  ...["//", "/*", "*/", "=>", "..."],
];
const WORDS = [
  '"kind": "linear", ',
  "linear({ from: 0, to: 1 }), ",
  "defineSchedule({",
  "const PEAK = ",
  "import { x } from './x';\n",
  '"extends": "a", ',
  "custom({ value: (s) => ",
  "1e999",
  "😀",
  "\u0000",
  "\r\n",
];

/** Mulberry32, so that a failure can be run again. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A person at work: types, deletes, cuts, and pastes what was cut. */
export class Hands {
  private clipboard = "";

  constructor(private readonly random: () => number) {}

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  edit(text: string): string {
    const at = this.below(text.length + 1);
    const length = 1 + this.below(this.below(10) === 0 ? 300 : 8);
    switch (this.below(4)) {
      case 0:
        return text.slice(0, at) + this.pick(this.below(4) === 0 ? WORDS : TYPED) + text.slice(at);
      case 1:
        return text.slice(0, at) + text.slice(at + length);
      case 2:
        this.clipboard = text.slice(at, at + length);
        return text.slice(0, at) + text.slice(at + length);
      default:
        return text.slice(0, at) + this.clipboard + text.slice(at);
    }
  }

  pick<Item>(items: readonly Item[]): Item | string {
    return items[this.below(items.length)] ?? "";
  }
}
