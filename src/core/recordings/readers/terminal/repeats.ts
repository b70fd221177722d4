import { NumberScanner } from "../../text/numbers";
import type { Bar } from "./bar";
import { type Mark, type Reading, type ReadingStyle, stepOf, type TerminalState } from "./style";

/** What a line was found to hold. */
export interface FoundLine {
  readonly style: ReadingStyle;
  readonly reading: Reading;
  readonly bar: Bar | undefined;
}

/** A line of which only the digits change: its bytes, with one 0 for each run of digits. */
interface Pattern extends FoundLine {
  readonly bytes: Uint8Array;
  /** By index of `bytes`: where it stood in the line that was compared last. */
  readonly places: Int32Array;
  /** As the bar's, `reading.place` and `reading.marks`, but as indices of `bytes`. */
  readonly counts: readonly Mark[];
  readonly place: readonly Mark[];
  readonly marks: readonly Mark[];
}

/** Patterns that take turns. */
const MOST_PATTERNS = 8;
/** Lines that are learned in vain before it is given up, until patterns are met again. */
const PATIENCE = 256;
const LONGEST = 2000;
const DIGITS = 0;

/**
 * Lines that repeat but for their digits, as programs print them a million times. The styles'
 * expressions take a run of digits as a whole wherever no letter stands before it, so that the numbers
 * of such a line mean the same and stand at the same places: they are read out of the bytes.
 */
export class RepeatedLines {
  private patterns: readonly Pattern[] = [];
  private patience = PATIENCE;
  private readonly scanner = new NumberScanner();

  /** @param sawBar Called with a line's bar before the line's own numbers are told. */
  constructor(private readonly sawBar: (bar: Bar) => void) {}

  /** Tells a line of a known pattern; false where it has none, and nothing was done. */
  take(bytes: Uint8Array, from: number, to: number, state: TerminalState): boolean {
    for (const pattern of this.patterns) {
      if (!matches(pattern, bytes, from, to) || !this.fill(pattern, bytes)) continue;
      if (this.patience < PATIENCE) this.patience++;
      const numbers = (marks: readonly Mark[]): number[] =>
        marks.map((mark) => this.number(mark, pattern, bytes) ?? NaN);
      const { reading, place, bar, counts } = pattern;
      if (bar) {
        const [count = NaN, total = NaN] = numbers(counts);
        this.sawBar({ ...bar, count, total });
      }
      pattern.style.tell(reading, stepOf(reading.axis, numbers(place)), state);
      return true;
    }
    return false;
  }

  /** Knows the pattern of a line from now on. */
  learn(line: string, found: FoundLine): void {
    if (this.patience === 0 || line.length > LONGEST) return;
    this.patience--;
    const pattern = patternOf(line, found);
    if (pattern) this.patterns = [pattern, ...this.patterns].slice(0, MOST_PATTERNS);
  }

  private fill({ reading, marks, places }: Pattern, bytes: Uint8Array): boolean {
    const { row, rounded } = reading;
    const { scanner } = this;
    for (let i = 0; i < marks.length; i++) {
      const { from, to } = marks[i] as Mark;
      if (!scanner.scan(bytes, places[from] as number, places[to] as number)) return false;
      row.values[i] = scanner.value;
      row.digits[i] = i < rounded ? scanner.digits : 0;
    }
    return true;
  }

  private number({ from, to }: Mark, { places }: Pattern, bytes: Uint8Array): number | undefined {
    const { scanner } = this;
    return scanner.scan(bytes, places[from] as number, places[to] as number)
      ? scanner.value
      : undefined;
  }
}

/** Whether a line is the pattern's but for its digits; notes where its parts stand. */
function matches(
  { bytes: pattern, places }: Pattern,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  let at = from;
  for (let i = 0; i < pattern.length; i++) {
    places[i] = at;
    const expected = pattern[i];
    if (expected !== DIGITS) {
      if (bytes[at] !== expected) return false;
      at++;
      continue;
    }
    const first = at;
    while (isDigit(bytes[at] as number)) at++;
    if (at === first) return false;
  }
  places[pattern.length] = at;
  return at === to;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isWord = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/** Undefined where the line's bytes don't follow from its text, or a step has commas. */
function patternOf(line: string, found: FoundLine): Pattern | undefined {
  const { reading, bar } = found;
  if (/[\u0000\ufeff\ufffd\ud800-\udfff]/.test(line)) return undefined;
  if (reading.place.some(({ from, to }) => line.slice(from, to).includes(","))) return undefined;
  const bytes: number[] = [];
  const indices: number[] = [];
  let run: "none" | "name" | "number" = "none";
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const before = run;
    // the digits of a name stay: lr0 and lr1
    if (!isDigit(code)) run = "none";
    else if (run === "none") run = at > 0 && isWord(line.charCodeAt(at - 1)) ? "name" : "number";
    indices.push(bytes.length);
    if (run !== "number") bytes.push(...utf8(code));
    else if (before !== "number") bytes.push(DIGITS);
  }
  indices.push(bytes.length);
  const moved = ({ from, to }: Mark): Mark => ({ from: indices[from] ?? 0, to: indices[to] ?? 0 });
  return {
    ...found,
    bytes: Uint8Array.from(bytes),
    places: new Int32Array(bytes.length + 1),
    counts: bar?.marks.map(moved) ?? [],
    place: reading.place.map(moved),
    marks: reading.marks.map(moved),
  };
}

/** A character below U+10000 in UTF-8. */
function utf8(code: number): number[] {
  if (code < 0x80) return [code];
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), last];
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), last];
}
