import type { LibraryIssue } from "../../libraries/refusal";
import type { Path } from "../../parse/sourceValue";
import type { Fix, Problem, Severity, Source } from "../../problem";
import type { Range } from "../../text/range";
import { givenNumber } from "../../schedule/unknownValue";
import { tooLongTogether } from "../../program/meter";
import { t } from "../../text/words";
import { plainScalar } from "../../syntax/yaml/scalars";
import { numberOfText, numberTextProblem } from "../config/numberText";
import { givenUpdates, type UpdatesPerEpoch } from "../epochClock";
import type { ForeignSymbol, Place, SymbolUnit } from "../format";
import {
  numberOf,
  rootsOf,
  type Given,
  type GivenValue,
  type TextValue,
  type Unknown,
  type Value,
} from "./script/value";
import type { Script } from "./script/script";
import { settingsOfValue, type Setting } from "../setting";

/** A trap of a library: the message names the figures, `why` the reason. */
export interface Trap {
  readonly code: string;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  readonly why: string;
  readonly source?: Source;
  readonly fixes?: readonly Fix[];
}

/** One evaluation of a schedule: collects what is open and what is wrong. */
export class Asking {
  readonly problems: Problem[] = [];
  readonly unknowns: ForeignSymbol[] = [];
  readonly places: Place[] = [];
  readonly settings: Setting[] = [];
  /** How often something was asked for that has no value yet. */
  unanswered = 0;
  /** Whether the rates follow a metric of the run. */
  reacts = false;

  constructor(
    readonly script: Script,
    readonly anchor: Range,
  ) {}

  /** Notes a number that the curve is computed from, or a list of them; at the schedule unless told where. */
  setting(
    name: string,
    value: Value | undefined,
    more: Pick<Setting, "group" | "range"> = {},
  ): void {
    if (!value) return;
    const place = { ...more, range: more.range ?? this.anchor };
    const found = settingsOfValue(name, value);
    this.settings.push(...found.map((setting) => ({ ...setting, ...place })));
  }

  /** Notes where a value of our own definition stands here, for what rules find there. */
  place(path: Path, given: GivenValue | undefined): void {
    if (given) this.places.push({ path, range: given.range, value: numberOf(given.value) });
  }

  /** Notes what makes a value unknown; the answer is undefined for whoever needs one. */
  askFor(value: Value, unit?: SymbolUnit): number | undefined {
    for (const root of rootsOf(value)) this.note(root, unit);
    if (value.type === "library" || value.type === "native" || value.type === "object") {
      const text = value.type === "native" ? value.name : value.path;
      this.ask(text, this.anchor, unit ?? "number");
    }
    return undefined;
  }

  /** The user's value for `symbol`, or undefined with the symbol noted as unknown. */
  ask(symbol: string, range: Range, unit: SymbolUnit): number | undefined {
    const given = givenNumber(this.script.machine.symbols, symbol);
    if (given !== undefined) return given;
    this.want({ symbol, range, unit });
    return undefined;
  }

  /** Notes what makes a text unknown, and the texts that it may be. */
  askForText(value: Value, texts: readonly string[]): void {
    const roots = rootsOf(value);
    // a number that was given for it is no answer
    const symbol = value.type === "number" ? value.symbol : undefined;
    if (symbol !== undefined) this.want({ symbol, range: this.anchor, unit: "text", texts });
    else if (roots.size === 0) this.askFor(value);
    for (const root of roots) this.want({ texts, ...root, unit: "text" });
  }

  private want({ symbol, range, unit, texts }: ForeignSymbol): void {
    this.unanswered += 1;
    if (this.unknowns.some((known) => known.symbol === symbol)) return;
    const at = range.end > range.start ? range : this.anchor;
    this.unknowns.push({ symbol, range: at, unit, ...(texts && { texts }) });
  }

  private note(root: Unknown, unit: SymbolUnit | undefined): void {
    const { symbol, range, reason, texts } = root;
    this.explain(root);
    if (texts) {
      this.want({ symbol, range, unit: "text", texts });
      return;
    }
    const text = reason === "limits" ? `${symbol} (too long to follow)` : symbol;
    // a condition that decides between branches is no rate and no length
    this.ask(text, range, reason === "branches" ? "number" : (unit ?? unitOf(symbol)));
  }

  /** Says why a value is not known, where that can be mended. */
  private explain({ symbol, range, because }: Unknown): void {
    const given = givenNumber(this.script.machine.symbols, symbol);
    if (because === undefined || given !== undefined) return;
    const message = t`${symbol} is not known, as ${because}: give it a value, or add the file.`;
    const at = range.end > range.start ? range : this.anchor;
    if (this.problems.some((problem) => problem.message === message)) return;
    this.problems.push({
      code: "not-read",
      severity: "information",
      message,
      range: at,
      fixes: [],
    });
  }

  /** The number, or undefined with what is unknown in it noted. */
  number(value: Value | undefined, unit?: SymbolUnit): number | undefined {
    if (!value) return undefined;
    if (value.type === "text") this.textForNumber(value);
    return numberOf(value) ?? this.askFor(value, unit);
  }

  /** A text fails where a number is needed: `1e-3` of a YAML file that PyYAML read, a flag without a type. */
  private textForNumber({ value, elsewhere }: TextValue): void {
    const meant = numberOfText(value);
    if (meant === undefined) return;
    const range = this.anchor;
    if (/\.ya?ml$/i.test(elsewhere?.uri ?? "") && typeof plainScalar(value) === "string") {
      const source = { type: "string", value, range, literal: false } as const;
      this.trap(numberTextProblem(source, "", meant, ""));
      return;
    }
    const message = t`The text "${value}" stands where a number is needed.`;
    this.problems.push({ code: "wrong-type", severity: "error", message, range, fixes: [] });
  }

  /** The updates of an epoch, or what a value could be given to, without waiting for one. */
  updatesPerEpoch(value: Value): UpdatesPerEpoch | undefined {
    const known = numberOf(value) ?? givenUpdates(this.script.machine.symbols);
    if (known !== undefined) return known;
    const [root, another] = rootsOf(value);
    if (!root || another) return undefined;
    const { symbol, range } = root;
    return {
      symbol,
      range: range.end > range.start ? range : this.anchor,
      unit: "steps per epoch",
    };
  }

  trap({ fixes = [], ...trap }: Trap): void {
    const [first, ...rest] = fixes;
    this.problems.push({
      ...trap,
      fixes: first ? [{ ...first, preferred: true }, ...rest] : [],
    });
  }

  /** What is there and means something, but is not drawn: better nothing than a wrong curve. */
  notRead(range: Range, what: string): void {
    const message = t`${what} is not read here, so that this schedule is not drawn.`;
    this.problems.push({ code: "not-read", severity: "information", message, range, fixes: [] });
  }

  /** Values of a function are missing, as it takes too long to work them out. */
  takesTooLong(): void {
    if (this.problems.some(({ code }) => code === "too-large")) return;
    this.problems.push({
      code: "too-large",
      severity: "warning",
      message: tooLongTogether(),
      range: this.anchor,
      fixes: [],
    });
  }

  /** What a library refuses, at the argument to blame. */
  refuse(
    issues: readonly LibraryIssue[],
    placeOf: (path: Path, at?: "key" | "value") => Range,
  ): void {
    for (const { code, path, message, at } of issues)
      this.problems.push({
        code,
        severity: "error",
        message,
        range: placeOf(path, at),
        fixes: [],
      });
  }
}

/** What an expression probably counts, for the question that asks for it. */
export function unitOf(symbol: string): SymbolUnit {
  if (/^len\(.*(?:optimizers?|param_groups|keys\(\)|layers|params)/i.test(symbol)) return "number";
  if (/world_?size|num_?(?:gpus|processes|replicas)|n_?gpus?\b/i.test(symbol)) return "processes";
  if (/^len\((?:.*data_?set|\w*train_data\)|data\))/i.test(symbol)) return "samples";
  if (/^len\(/.test(symbol)) return "steps per epoch";
  if (/steps?_per_epoch|iters?_per_epoch|(?:updates|steps) per epoch/i.test(symbol))
    return "steps per epoch";
  if (/epoch/i.test(symbol)) return "epochs";
  if (/step|iter|updates?|batches|rounds|t_?max/i.test(symbol)) return "steps";
  if (/lr|learning_?rate|eta|rate/i.test(symbol)) return "rate";
  return /token/i.test(symbol) ? "tokens" : "number";
}

/** Where an argument of a call stands. */
export function argumentRange(
  given: Given,
  names: readonly string[],
  name: string,
  at: "key" | "value" = "value",
): Range | undefined {
  const value = given.keywords.get(name) ?? given.positional[names.indexOf(name)];
  return at === "key" ? (value?.nameRange ?? value?.range) : value?.range;
}
