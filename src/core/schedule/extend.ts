import { entryOf } from "../parse/sourceValue";
import type { Issue, Report } from "./issue";
import { MAX_BASES, MAX_TAKEN } from "../parse/limits";
import { emptyObject, plainDefinition, plainValue } from "./plain";
import type { NamedSource } from "./read";
import { isPlain, reportUnknown } from "./readEntries";
import { closest } from "./suggest";
import { UnknownValue } from "./unknownValue";
import { found } from "./words";
import { t } from "../text/words";

/** The definitions of another file; or why it is not read. */
export type OtherFile = readonly NamedSource[] | { readonly refusal: string } | undefined;

/** Where the definition that another extends is looked for. */
export interface BaseLookup {
  readonly sources: readonly NamedSource[];
  /** What one of them says, where that is known already. */
  readonly ownPlain: (named: NamedSource) => Record<string, unknown> | undefined;
  /** The definitions of another file, by its relative path. */
  readonly elsewhere: (path: string) => OtherFile;
}

export interface Extended {
  /** What the base says, itself extended. */
  readonly plain: Record<string, unknown>;
  /** What the definition says with it. */
  readonly merged: Record<string, unknown>;
}

/** Sections that are taken over key by key; everything else is taken over or replaced as a whole. */
const SECTIONS: ReadonlySet<string> = new Set(["optimizer", "probe"]);

/** Other files that one document's definitions extend. */
const MOST_FILES = 32;
/** Misspelt bases for which the one that was meant is looked for: each looks at every name. */
const MOST_SUGGESTIONS = 20;
/** Names among which it is looked for. */
const MOST_CANDIDATES = 1000;
/** Names of a circle that a message lists. */
const MOST_NAMES = 8;

/** What became of the `extends` of one definition. */
interface Outcome {
  /** The definitions from which it takes over, each from the next. */
  readonly depth?: number;
  readonly extended?: Extended;
  /** What is wrong with it, or with one further down: then nothing is taken over from there. */
  readonly issues: readonly Issue[];
}

interface Step {
  readonly named: NamedSource;
  readonly within: Names;
}

/**
 * Follows the `extends` of a document's definitions. However long their chains and however many lead
 * through the same one, each definition is looked at once.
 */
export class Bases {
  private readonly outcomes = new Map<NamedSource, Outcome>();
  private readonly files = new Map<string, Names | { readonly refusal: string } | undefined>();
  private readonly own: Names;
  private readonly plains = new Map<NamedSource, Record<string, unknown>>();
  private suggestions = 0;
  private taken = 0;

  constructor(private readonly lookup: BaseLookup) {
    this.own = new Names(lookup.sources);
  }

  /** The base of a definition and the two together; undefined where it extends nothing (reported). */
  baseOf(named: NamedSource, report: Report): Extended | undefined {
    const { extended, issues } = this.outcomes.get(named) ?? this.follow(named);
    for (const issue of issues) report(issue);
    return extended;
  }

  /** What a definition itself says. */
  plainOf(named: NamedSource): Record<string, unknown> {
    const plain =
      this.plains.get(named) ?? this.lookup.ownPlain(named) ?? plainDefinition(named.source);
    this.plains.set(named, plain);
    return plain;
  }

  /** Goes down the chain to what is known, to its end or round a circle; then up again, merging. */
  private follow(first: NamedSource): Outcome {
    const chain: Step[] = [];
    const places = new Map<NamedSource, number>();
    let next: Step | undefined = { named: first, within: this.own };
    let issues: readonly Issue[] = [];
    while (next && !this.outcomes.has(next.named)) {
      const place = places.get(next.named);
      if (place !== undefined) {
        this.closeCircle(chain.splice(place));
        break;
      }
      places.set(next.named, chain.length);
      chain.push(next);
      const base: Step | readonly Issue[] | undefined = this.find(next, first);
      next = isStep(base) ? base : undefined;
      if (base !== undefined && !isStep(base)) issues = base;
    }
    return this.mergeUp(chain, next?.named, issues) ?? this.outcomes.get(first) ?? { issues };
  }

  private mergeUp(
    chain: readonly Step[],
    end: NamedSource | undefined,
    issues: readonly Issue[],
  ): Outcome | undefined {
    let base = end;
    let outcome: Outcome | undefined;
    for (const { named } of chain.toReversed()) {
      outcome = this.merged(named, base, issues);
      this.outcomes.set(named, outcome);
      base = named;
    }
    return outcome;
  }

  private merged(
    named: NamedSource,
    base: NamedSource | undefined,
    issues: readonly Issue[],
  ): Outcome {
    const below = base && this.outcomes.get(base);
    const depth = base ? (below?.depth ?? 0) + 1 : 0;
    if (depth > MAX_BASES) return { depth, issues: [tooDeep()] };
    const plain = below?.extended?.merged ?? (base && this.plainOf(base));
    if (plain && !this.affords(plain)) return { depth, issues: [tooMuch()] };
    return {
      depth,
      issues: below?.issues ?? issues,
      ...(plain && { extended: { plain, merged: merge(plain, this.plainOf(named)) } }),
    };
  }

  /** What is taken over is copied for each that does: the file's size says nothing of how much. */
  private affords(plain: Record<string, unknown>): boolean {
    this.taken += Object.keys(plain).length;
    return this.taken <= MAX_TAKEN;
  }

  /** Each of a circle is told of it, beginning with itself, and takes over nothing. */
  private closeCircle(circle: readonly Step[]): void {
    const names = circle.map(({ named }) => named.name);
    for (const [index, { named }] of circle.entries()) {
      const message = t`These definitions extend one another in a circle: ${listed(names, index)}.`;
      this.outcomes.set(named, { issues: [{ code: "cycle", path: ["extends"], message }] });
    }
  }

  private find({ named, within }: Step, first: NamedSource): Step | readonly Issue[] | undefined {
    const entry = entryOf(named.source, "extends");
    if (entry === undefined) return undefined;
    const value = plainValue(entry.value);
    const issues: Issue[] = [];
    const report: Report = (issue) => issues.push(issue);
    const path = ["extends"];
    if (value instanceof UnknownValue) reportUnknown(value, path, report);
    else if (typeof value !== "string") {
      const message = t`"extends" must be the name of another definition or a relative path; found ${found(value)}.`;
      report({ code: "wrong-type", path, message });
    } else {
      const base = within.find(value);
      if (base) return { named: base, within };
      return this.inFile(value, within, first);
    }
    return issues;
  }

  /** "./base.schedule.json", or "./base.schedule.json#name" where the file holds several. */
  private inFile(reference: string, within: Names, first: NamedSource): Step | readonly Issue[] {
    const [file = "", name] = reference.split("#");
    const names = this.file(file);
    if (names && "refusal" in names) return [notRead(names.refusal)];
    const named = name === undefined ? names?.first : names?.find(name);
    return names && named ? { named, within: names } : [this.unknown(reference, within, first)];
  }

  private file(path: string): Names | { readonly refusal: string } | undefined {
    if (this.files.has(path)) return this.files.get(path);
    if (this.files.size >= MOST_FILES)
      return {
        refusal: t`"${path}" isn't read: definitions extend more than ${MOST_FILES} files.`,
      };
    const read = this.lookup.elsewhere(path);
    const names = read && ("refusal" in read ? read : new Names(read));
    this.files.set(path, names);
    return names;
  }

  private unknown(reference: string, within: Names, first: NamedSource): Issue {
    const looks = ++this.suggestions <= MOST_SUGGESTIONS;
    const suggestion = looks
      ? closest(reference, within.others(first.name, MOST_CANDIDATES))
      : undefined;
    const hint = suggestion === undefined ? "" : ` ${t`Did you mean "${suggestion}"?`}`;
    const message = t`There is no definition "${reference}" in this file, and no file of this path could be read.${hint}`;
    return {
      code: "unknown-base",
      path: ["extends"],
      message,
      ...(suggestion && { suggestion }),
    };
  }
}

/** Definitions by their names; of namesakes the first. */
class Names {
  private readonly byName = new Map<string, NamedSource>();
  readonly first: NamedSource | undefined;

  constructor(sources: readonly NamedSource[]) {
    this.first = sources[0];
    for (const named of sources)
      if (!this.byName.has(named.name)) this.byName.set(named.name, named);
  }

  find(name: string): NamedSource | undefined {
    return this.byName.get(name);
  }

  /** The names besides `name`, of so many at most. */
  *others(name: string, most: number): Generator<string> {
    for (const other of this.byName.keys()) {
      if (most-- <= 0) return;
      if (other !== name) yield other;
    }
  }
}

const isStep = (base: Step | readonly Issue[] | undefined): base is Step =>
  base !== undefined && "named" in base;

const notRead = (message: string): Issue => ({ code: "unknown-base", path: ["extends"], message });

const tooDeep = (): Issue => ({
  code: "too-large",
  path: ["extends"],
  message: t`A definition takes over from at most ${MAX_BASES} others, each from the next: nothing is taken over here.`,
});

const tooMuch = (): Issue => ({
  code: "too-large",
  path: ["extends"],
  message: t`The definitions of a file take over at most ${MAX_TAKEN} keys from others: nothing is taken over here.`,
});

/** `a → b → … → a`, from the one at `index` on: the first and the last where there are many. */
function listed(names: readonly string[], index: number): string {
  const around = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => names[(index + i) % names.length] ?? "");
  const all = names.length + 1;
  const some = all > MOST_NAMES ? [...around(MOST_NAMES - 2), "…", ...around(1)] : around(all);
  return some.join(" → ");
}

function merge(
  base: Record<string, unknown>,
  change: Record<string, unknown>,
): Record<string, unknown> {
  const merged = Object.assign(emptyObject(), base, change);
  for (const key of SECTIONS) {
    if (isPlain(base[key]) && isPlain(change[key])) {
      merged[key] = Object.assign(emptyObject(), base[key], change[key]);
    }
  }
  // a name belongs to one definition
  if (change.name === undefined) delete merged.name;
  return merged;
}
