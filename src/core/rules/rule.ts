import type { Change } from "../edit/change";
import type { RunLimit } from "../speedLimits/measuredLimit";
import type { ParsedDocument, Path, SourceObject } from "../parse/sourceValue";
import type { Severity, Source } from "../problem";
import type { ScheduleDefinition } from "../schedule/definition";
import type { Schedule } from "../schedule/schedule";
import type { Range } from "../text/range";

/**
 * What a rule judges: the evaluated curves, and nothing of the text they came from, so that what it
 * finds holds for as long as they do, wherever the text moves.
 */
export interface RuleContext {
  readonly schedule: Schedule;
  readonly definition: ScheduleDefinition;
  /** What the definition takes over with `extends`, evaluated by itself. */
  readonly base?: Schedule | undefined;
  /** The speed limit that a probe has measured for it, if one has. */
  readonly limit?: RunLimit | undefined;
  /** The keys that the definition has itself, not from what it extends. */
  readonly ownKeys: ReadonlySet<string>;
}

/** The text in which findings get their places and fixes their edits. */
export interface FindingText {
  readonly document: ParsedDocument;
  readonly source: SourceObject;
  /** The text that defines the schedule (its name), where that is not a part of `source`. */
  readonly place?: Range | undefined;
}

export interface CheckContext extends RuleContext, FindingText {}

/** A change that would mend a finding; edits are made of it where the text allows it. */
export interface FixPlan {
  readonly title: string;
  readonly changes: readonly Change[];
  /** At most one of a finding: what most people would do. */
  readonly preferred?: boolean;
  /** True where the change cannot harm, so that it may be one of many in "fix all". */
  readonly safe?: boolean;
}

/** Another part of the definition that has to do with a finding. */
export interface RelatedPart {
  readonly path: Path;
  readonly message: string;
}

export interface Finding {
  readonly path: Path;
  /** The key at `path` is to blame, not its value. */
  readonly at?: "key" | "value";
  /** What was found, with its figures, and what was expected. */
  readonly message: string;
  readonly fixes: readonly FixPlan[];
  readonly related?: readonly RelatedPart[];
}

/** One check. Adding one: a file like this, and a line in `table.ts`. */
export interface Rule {
  readonly id: string;
  /** Severity where the user sets none. */
  readonly severity: Severity;
  /** What the rule finds, as a heading: "Warmup longer than the run". */
  readonly title: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  readonly source: Source;
  /**
   * "updates": holds only where a step is an update of the optimizer, and is not asked elsewhere;
   * "steps": its messages name steps, and have to say what a step is where it is something else.
   */
  readonly counts?: "updates" | "steps";
  /** What it finds has no effect at all, so that editors may fade it. */
  readonly unused?: boolean;
  /** Codes of reading errors that a finding of this rule, at the same place, says better. */
  readonly replaces?: readonly string[];
  /** Cost is set by the number of phases, never by the number of steps. Must not throw. */
  check(context: RuleContext): readonly Finding[];
}

/** A user's choice for one rule. */
export type RuleSeverity = Severity | "off";

export interface RuleSettings {
  /** By rule id. */
  readonly severities?: Readonly<Record<string, RuleSeverity>>;
}
