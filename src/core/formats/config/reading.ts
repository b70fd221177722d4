import type { SourceEntry, SourceUnknown, SourceValue } from "../../parse/sourceValue";
import type { Problem, Severity, Fix, Source } from "../../problem";
import { givenNumber, type Symbols } from "../../schedule/unknownValue";
import type { Path } from "../../parse/sourceValue";
import { MAX_STEPS } from "../../schedule/length";
import type { Range } from "../../text/range";
import { t, word } from "../../text/words";
import type { ForeignSymbol, Place, SymbolUnit } from "../format";
import { settingsOfSource, type Setting } from "../setting";
import { numberTextProblem, numberOfText } from "./numberText";
import { formatCount } from "../../text/format";

/** What the program that loads a config does with a number that its reader took for a text. */
export type Loader = "casts" | "keepsTexts";

/** A trap of a format: the message names the figures, `why` the reason. */
export interface Trap {
  readonly code: string;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  readonly why: string;
  readonly source?: Source;
  readonly fixes?: readonly Fix[];
}

/** One evaluation of a config with the values that the user gave; collects what is wrong and open. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly unknowns: ForeignSymbol[] = [];
  readonly places: Place[] = [];
  readonly settings: Setting[] = [];

  constructor(
    readonly text: string,
    readonly symbols: Symbols,
    private readonly loader: Loader,
  ) {}

  /** Whether texts that are numbers become numbers. */
  get casts(): boolean {
    return this.loader === "casts";
  }

  /** The user's value for `symbol`, or undefined with the symbol noted as unknown. */
  ask(symbol: string, range: Range, unit: SymbolUnit): number | undefined {
    const given = givenNumber(this.symbols, symbol);
    if (given !== undefined) return given;
    if (!this.unknowns.some((known) => known.symbol === symbol))
      this.unknowns.push({ symbol, range, unit });
    return undefined;
  }

  /** The number of an entry; what is no number is a problem, what is an expression is asked for. */
  number(entry: SourceEntry | undefined, unit: SymbolUnit): number | undefined {
    return entry && this.numberOf(entry.value, entry.key, unit);
  }

  numberOf(value: SourceValue, key: string, unit: SymbolUnit): number | undefined {
    this.setting(key, value);
    if (value.type === "number") return this.possible(value.value, value.range, key, unit);
    if (value.type === "unknown") return this.given(value, key, unit);
    const meant = value.type === "string" ? numberOfText(value.value) : undefined;
    if (value.type !== "string" || meant === undefined) {
      if (value.type !== "null") this.wrongType(value, key);
      return undefined;
    }
    if (this.loader === "keepsTexts") this.trap(numberTextProblem(value, key, meant, this.text));
    return this.possible(meant, value.range, key, unit);
  }

  /** What only the running program knows, once the user gave its value. */
  private given(
    { symbol: text, reason, range }: SourceUnknown,
    name: string,
    unit: SymbolUnit,
  ): number | undefined {
    const symbol = nameOf(text, name);
    const value = reason === "runtime" ? this.ask(symbol, range, unit) : undefined;
    if (value !== undefined) this.settings.push({ name, value, range, symbol });
    return value;
  }

  /** The number, unless none of its unit is like that: there is no infinite rate, no run of 1e18 steps. */
  private possible(value: number, range: Range, key: string, unit: SymbolUnit): number | undefined {
    if (!Number.isFinite(value)) this.refuse(range, t`${key} must be a finite number.`);
    else if (COUNTS.has(unit) && value > MAX_STEPS)
      this.refuse(range, t`${key} must be ${formatCount(MAX_STEPS)} or less.`);
    else return value;
    return undefined;
  }

  /** Notes a number that the curve is computed from, or a list of them. */
  setting(name: string, value: SourceValue | undefined): void {
    if (value) this.settings.push(...settingsOfSource(name, value));
  }

  place(path: Path, value: SourceValue | undefined): void {
    if (!value) return;
    const plain = value.type === "number" || value.type === "string" ? value.value : undefined;
    this.places.push({ path, range: value.range, value: plain });
  }

  trap({ fixes = [], ...trap }: Trap): void {
    const [first, ...rest] = fixes;
    const preferred = first ? [{ ...first, preferred: true }, ...rest] : [];
    this.problems.push({ ...trap, fixes: preferred, ofFormat: true });
  }

  refuse(range: Range, message: string): void {
    this.problems.push({ code: "refused-value", severity: "error", message, range, fixes: [] });
  }

  /** What is there and means something, but is not drawn: better nothing than a wrong curve. */
  notRead(range: Range, what: string): void {
    const message = t`${what} is not read here, so that this schedule is not drawn.`;
    this.problems.push({ code: "not-read", severity: "information", message, range, fixes: [] });
  }

  private wrongType({ range, type }: SourceValue, key: string): void {
    const message = t`${key} must be a number, but it is ${t(TYPES.get(type) ?? word("something else"))}.`;
    this.problems.push({ code: "wrong-type", severity: "error", message, range, fixes: [] });
  }
}

/** OmegaConf's `???` says nothing of what is missing: its key does. */
const nameOf = (symbol: string, key: string): string => (symbol === "???" ? key : symbol);

const COUNTS: ReadonlySet<SymbolUnit> = new Set([
  "steps",
  "steps per epoch",
  "epochs",
  "samples",
  "tokens",
  "processes",
]);

const TYPES: ReadonlyMap<string, string> = new Map([
  ["string", word("a text")],
  ["boolean", word("true or false")],
  ["array", word("a list")],
  ["object", word("a group of settings")],
]);
