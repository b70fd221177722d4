import type { MeasuredLimit, RunLimit } from "./speedLimits/measuredLimit";
import { runLimit } from "./speedLimits/runLimit";
import { mends } from "./rules/mends";
import { ownFindings } from "./rules/ownFindings";
import type { Finding, FixPlan, Rule, RuleContext } from "./rules/rule";
import { rules } from "./rules/table";
import { buildSchedule, type BuildOptions, type BuildResult } from "./schedule/build";
import { PlainMemory } from "./schedule/plainMemory";
import { samePlain } from "./schedule/samePlain";
import type { Symbols } from "./schedule/unknownValue";

/** All that the curves of a definition and the judgement on them depend on: no part of it is text. */
export interface Evaluated {
  readonly name: string;
  readonly plain: Record<string, unknown>;
  /** What it takes over from, where it extends another. */
  readonly base: Record<string, unknown> | undefined;
  readonly ownKeys: ReadonlySet<string>;
  readonly symbols: Symbols | undefined;
  readonly measured: MeasuredLimit | undefined;
}

/** A definition evaluated, and what is to be asked of it. */
export class Evaluation {
  readonly built: BuildResult;
  readonly base: BuildResult | undefined;
  readonly limit: RunLimit | undefined;
  private readonly context: RuleContext | undefined;

  /** @param baseOf Builds the base, which many may have in common. */
  constructor(
    readonly of: Evaluated,
    baseOf: (of: Evaluated) => BuildResult | undefined = buildBase,
  ) {
    this.built = buildSchedule(of.plain, optionsOf(of, of.name));
    this.base = baseOf(of);
    this.limit = this.built.schedule && runLimit(this.built.schedule, of.measured);
    this.context = this.contextOf();
  }

  findings(rule: Rule): readonly Finding[] {
    const { context } = this;
    return context === undefined ? [] : ownFindings(rule, context);
  }

  /** True where the planned change would mend the rule's finding. */
  mends(rule: Rule, plan: FixPlan): boolean {
    const { context } = this;
    return context !== undefined && mends(context, { rule, plan, table: rules });
  }

  private contextOf(): RuleContext | undefined {
    const schedule = this.built.whole;
    if (schedule === undefined) return undefined;
    const { limit, of } = this;
    const { definition } = schedule;
    return { schedule, definition, base: this.base?.whole, limit, ownKeys: of.ownKeys };
  }
}

const optionsOf = ({ symbols }: Evaluated, name: string): BuildOptions => ({
  name,
  ...(symbols && { symbols }),
});

const buildBase = (of: Evaluated): BuildResult | undefined =>
  of.base && buildSchedule(of.base, optionsOf(of, ""));

/**
 * The evaluations of a document's last reading. A keystroke changes one definition at most as a
 * rule: the others say what they said before, and so their curves and findings serve again.
 */
export class EvaluationMemory {
  readonly plains = new PlainMemory();
  private last = new Map<string, Evaluation[]>();
  private next = new Map<string, Evaluation[]>();
  /** What this reading built of the bases, which have one set of symbols. */
  private bases = new Map<Evaluated["base"], BuildResult | undefined>();

  /** The evaluation of equal content where there was one, else a new one. */
  evaluate(of: Evaluated): Evaluation {
    const namesakes = this.last.get(of.name)?.slice(0, MOST_NAMESAKES) ?? [];
    const evaluation =
      namesakes.find((one) => isSame(one.of, of)) ?? new Evaluation(of, this.baseOf);
    const kept = this.next.get(of.name);
    if (kept) kept.push(evaluation);
    else this.next.set(of.name, [evaluation]);
    return evaluation;
  }

  /** Forgets what this reading had no use for. */
  finish(): void {
    this.last = this.next;
    this.next = new Map();
    this.bases = new Map();
    this.plains.finish();
  }

  private readonly baseOf = (of: Evaluated): BuildResult | undefined => {
    const known = this.bases.get(of.base) ?? buildBase(of);
    this.bases.set(of.base, known);
    return known;
  };
}

/** Definitions of one name that are compared: hundreds of them are no document that anyone types. */
const MOST_NAMESAKES = 8;

const isSame = (a: Evaluated, b: Evaluated): boolean =>
  a.name === b.name &&
  samePlain(a.plain, b.plain) &&
  samePlain(a.base, b.base) &&
  samePlain([...a.ownKeys], [...b.ownKeys]) &&
  samePlain(a.symbols, b.symbols) &&
  samePlain(a.measured, b.measured);
