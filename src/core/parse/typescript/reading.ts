import type { Problem } from "../../problem";
import type { Range } from "../../text/range";
import { t } from "../../text/words";
import { MAX_NESTING, MAX_VISITS } from "../limits";
import type { CustomFunction, SourceFunction, SourceUnknown, SourceValue } from "../sourceValue";
import { ProblemList, syntaxProblem } from "../syntaxProblem";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { ModuleLoader } from "./loader";
import { originIn, textOf, type Site, type SourceModule } from "./module";
import type { Trace, Tracer } from "./trace";
import { scalar, unknownValue, type Closure, type Value } from "./value";

/** Reads expressions of one node type. */
export type Handler = (reading: Reading, node: SyntaxNode, site: Site) => Value;

/** The handlers by node type, and what compiles a function. */
export interface Language {
  readonly handlers: ReadonlyMap<string, Handler>;
  /** Makes a function that is a value of the definition callable. */
  readonly compile: (reading: Reading, closure: Closure) => CustomFunction | SourceUnknown;
}

interface PendingFunction {
  readonly closure: Closure;
  compiled: { readonly result: CustomFunction | SourceUnknown; readonly trace: Trace } | undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set(["object", "array", "arguments"]);
const MAX_SYMBOL = 120;

/** One pass over a document's definitions: its limits, its problems, and what it has found out. */
export class Reading {
  readonly problems = new ProblemList();
  private visits = 0;
  private nesting = 0;
  private confessed = false;
  private readonly reported = new Set<string>();
  private readonly functions = new Map<CustomFunction, PendingFunction>();

  constructor(
    private readonly language: Language,
    readonly loader: ModuleLoader,
    /** Values that the user gave for what is known only at run time, by its text. */
    readonly known: ReadonlyMap<string, number>,
    private readonly expired: () => boolean,
    readonly tracer: Tracer,
  ) {}

  /** Whether parts of what is being read may be read, too. */
  get mayNest(): boolean {
    return this.nesting < MAX_NESTING;
  }

  /** Whether there was more to read than the limits allow, or no time for it. */
  get exhausted(): boolean {
    return this.visits > MAX_VISITS;
  }

  /** The value of an expression; never throws, never guesses. */
  evaluate(node: SyntaxNode, site: Site): Value {
    if (node.isMissing || node.isError || (node.hasError && isBroken(node))) {
      return this.unfinished(node, site);
    }
    this.spend(1);
    if (this.visits > MAX_VISITS) return unknownValue(rangeOf(node), "", "unfinished");
    if (this.nesting >= MAX_NESTING) return this.tooDeep(node, site);
    const handler = this.language.handlers.get(node.type);
    if (!handler) return this.runtime(node, site);
    this.nesting++;
    try {
      return handler(this, node, site);
    } finally {
      this.nesting--;
    }
  }

  /** Counts work that is more than one visit: a call, a name looked up. */
  spend(visits: number): void {
    const before = this.visits;
    this.visits += visits;
    this.tracer.visits(visits);
    if (before >> 8 !== this.visits >> 8 && this.expired()) this.visits = Infinity;
  }

  /** Whether that much work may still be done; where not, the next value read says so. */
  afford(visits: number): boolean {
    this.spend(visits);
    return this.visits <= MAX_VISITS;
  }

  /** A value as part of the definition: functions become callable; undefined is none. */
  toSource(value: Value): SourceValue | undefined {
    if (value.type === "closure") return this.toFunction(value);
    return value.type === "undefined" ? undefined : value;
  }

  /** The user's function that a value is, if it is one. */
  closureOf(value: Value): Closure | undefined {
    if (value.type === "closure") return value;
    return value.type === "function" ? this.functions.get(value.call)?.closure : undefined;
  }

  /**
   * Makes the functions in a finished definition callable. Not before, as most functions are
   * helpers that build parts of a definition and could not run on their own. A constant that is
   * used a thousand times is a thousand values here, so that their number is limited once more.
   */
  finish(value: SourceValue): SourceValue {
    if (!this.afford(1)) return unknownValue(value.range, "", "unfinished");
    switch (value.type) {
      case "array":
        return { ...value, items: value.items.map((item) => this.finish(item)) };
      case "object": {
        const entries = value.entries.map((entry) => ({
          ...entry,
          value: this.finish(entry.value),
        }));
        return { ...value, entries };
      }
      case "function":
        return this.finishFunction(value);
      default:
        return value;
    }
  }

  private finishFunction(value: SourceFunction): SourceValue {
    const pending = this.functions.get(value.call);
    if (!pending) return value;
    const { compiled } = pending;
    if (compiled) this.tracer.absorb(compiled.trace);
    pending.compiled ??= this.tracer.run(() => this.language.compile(this, pending.closure));
    const { result } = pending.compiled;
    if (typeof result === "function") return { ...value, call: result };
    const { symbol, reason } = result;
    return unknownValue(value.range, symbol, reason, value.origin);
  }

  private toFunction({ range, origin, literal, ...closure }: Closure): SourceFunction {
    const call: CustomFunction = () => {
      throw new Error("a function is called before its definition is read");
    };
    this.functions.set(call, { closure: { range, literal, ...closure }, compiled: undefined });
    return { type: "function", call, range, literal, ...(origin && { origin }) };
  }

  /** What only the running program knows; a value that the user gave for it stands in for it. */
  runtime(node: SyntaxNode, site: Site, symbol = textOf(node, site.module)): Value {
    const range = rangeOf(node);
    const name = symbol.replace(/\s+/g, " ").trim().slice(0, MAX_SYMBOL);
    const given = this.known.get(name);
    return given === undefined ? unknownValue(range, name, "runtime") : scalar(given, range);
  }

  /** What is not typed to its end. */
  unfinished(node: SyntaxNode, site: Site): SourceUnknown {
    const text = textOf(node, site.module);
    this.report(site, rangeOf(node), brokenMessage(node, text));
    const [line = ""] = text.split(/[\r\n]/, 1);
    return unknownValue(rangeOf(node), line.slice(0, MAX_SYMBOL), "unfinished");
  }

  /** An error in the document; one in an imported file is that file's business. */
  report(site: Site, range: Range, message: string, code?: string): void {
    const problem = syntaxProblem(range, message);
    this.add(site.module, code === undefined ? problem : { ...problem, code });
  }

  /** An error at a range that is known to lie in the document. */
  blame(range: Range, message: string, code: string): void {
    this.addOnce({ ...syntaxProblem(range, message), code });
  }

  add(module: SourceModule, problem: Problem): void {
    this.tracer.unsettle();
    if (module.uri === undefined) this.addOnce(problem);
  }

  private addOnce(problem: Problem): void {
    this.tracer.unsettle();
    const { start, end } = problem.range;
    const key = `${start}:${end}:${problem.code}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.problems.add(problem);
  }

  /** Says once, at a definition, that it was not read to its end because there is too much of it. */
  confess(range: Range): void {
    if (this.visits <= MAX_VISITS || this.confessed) return;
    this.confessed = true;
    const message = t(
      "The definitions up to here take too long to read: the rest of them is not read.",
    );
    this.blame(range, message, "too-large");
  }

  private tooDeep(node: SyntaxNode, site: Site): Value {
    const message = t`Nested deeper than ${MAX_NESTING} expressions: this part is not read.`;
    this.report(site, firstLineOf(node, site), message, "too-large");
    return unknownValue(rangeOf(node), "", "unfinished", originIn(site.module, rangeOf(node)));
  }
}

function isBroken(node: SyntaxNode): boolean {
  if (CONTAINERS.has(node.type)) return false;
  return node.children.some((child) => child !== null && (child.isError || child.isMissing));
}

export function firstLineOf(node: SyntaxNode, site: Site): Range {
  const { start, end } = rangeOf(node);
  const text = site.module.text.slice(start, Math.min(end, start + 80));
  const line = text.search(/[\r\n]/);
  return { start, end: line < 0 ? start + text.length : start + line };
}

export function brokenMessage(node: SyntaxNode, text: string): string {
  if (node.isMissing || text === "") {
    return node.isNamed ? t("A value is missing here.") : t`${node.type} is missing here.`;
  }
  const shown = text.replace(/\s+/g, " ");
  return t`This is not finished: ${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}`;
}
