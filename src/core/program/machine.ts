import type { Code } from "./code";
import { MAX_RECURSION } from "../parse/limits";
import { ExhaustedError, OpenError, ProgramError } from "./errors";
import { Journal } from "./journal";
import { invoke } from "./invoke";
import type { Meter } from "./meter";
import { ownerOf } from "./owners";
import type { Semantics } from "./semantics";
import {
  Choice,
  Dict,
  isObject,
  Library,
  LibraryCall,
  List,
  madeSoFar,
  Unknown,
  type Given,
  type Open,
  type Site,
  type Slot,
  type Value,
} from "./values";
import { t } from "../text/words";

/** What the surroundings of a program know that the language does not. */
export interface Host {
  /** The value of a library's name by its full path; undefined leaves it a name. */
  readonly library?: (path: string) => Value;
  /** The value of a library's call; undefined leaves it a call. */
  readonly call?: (machine: Machine, call: LibraryCall) => Value;
  /** An attribute of what a library's call made; undefined leaves it unknown. */
  readonly attribute?: (machine: Machine, call: LibraryCall, name: string, site: Site) => Value;
  /** Told of every call of a library, in the order in which the program makes them. */
  readonly onCall?: (call: LibraryCall) => void;
  /** Whether a function that is not known leaves its arguments as they are. */
  readonly leaves?: (callee: string) => boolean;
}

export interface MachineOptions {
  readonly semantics: Semantics;
  readonly meter: Meter;
  readonly host?: Host;
  /** Values that the user gave for what is known only at run time, by its text. */
  readonly known?: ReadonlyMap<string, number>;
  /** Whether values remember where they come from; functions of a step do not. */
  readonly tracked: boolean;
  /** Whether what there was before `begin` must stay as it is. */
  readonly sealed?: boolean;
}

const MAX_SYMBOL = 120;
/** Values that one may be, choices inside choices counted. */
const MAX_OPTIONS = 16;

/** What runs a program: its limits, and what is known of the value that was computed last. */
export class Machine {
  readonly semantics: Semantics;
  readonly meter: Meter;
  readonly host: Host;
  readonly tracked: boolean;
  readonly sealed: boolean;
  /** Where the value that was computed last comes from. */
  place: Site | undefined;
  /** The outermost call of a function of the program that is running. */
  callSite: Site | undefined;
  /** Set while one of two undecided ways is run. */
  journal: Journal | undefined;
  /** How many loops are run of which nobody knows how often. */
  forgetful = 0;
  /** Functions that are being looked at as callbacks of what is not known. */
  readonly handedOn = new Set<Code>();
  depth = 0;
  private since = 0;
  private readonly known: ReadonlyMap<string, number>;

  constructor({ semantics, meter, host, known, tracked, sealed }: MachineOptions) {
    this.semantics = semantics;
    this.meter = meter;
    this.host = host ?? {};
    this.known = known ?? new Map();
    this.tracked = tracked;
    this.sealed = sealed ?? !tracked;
  }

  spend(cost: number): void {
    this.meter.spend(cost);
  }

  enter(): void {
    if (++this.depth > MAX_RECURSION) {
      this.depth = 0;
      throw new ExhaustedError(
        t`More than ${MAX_RECURSION} calls inside one another: a function calls itself without end.`,
      );
    }
  }

  /** To be told before a list or a dict is changed. A function of a step changes only its own. */
  changing(thing: List | Dict): void {
    this.journal?.note(ownerOf(thing));
    if (this.sealed && !this.isOwn(thing)) {
      throw this.error(
        t("A schedule's function can change only what it has made itself."),
        this.place,
        "Outside",
      );
    }
  }

  /** Whether a thing was made in this run, or in this call of a function of a step. */
  isOwn(thing: List | Dict): boolean {
    return thing.made >= this.since;
  }

  /** Begins a call of a function of a step: whatever there is now is not its own. */
  begin(): void {
    this.since = madeSoFar();
    this.depth = 0;
    this.place = undefined;
  }

  /** What only the running program knows, or the value that the user gave for it. */
  unknown(text: string, site: Site, reason: Unknown["reason"] = "runtime", why?: string): Value {
    const symbol = text.replace(/\s+/g, " ").trim().slice(0, MAX_SYMBOL);
    const given = reason === "runtime" ? this.known.get(symbol) : undefined;
    if (given !== undefined) return given;
    if (!this.tracked) throw new OpenError(symbol, reason, site);
    return new Unknown(symbol, reason, site, why);
  }

  /** Applies `operate` to values of which some may be open: for every option, or not at all. */
  lift(values: readonly Value[], operate: (values: readonly Value[]) => Value): Value {
    let choice: Choice | undefined;
    for (const value of values) {
      if (!isObject(value)) continue;
      if (value.kind === "unknown") return this.opened(value);
      if (value.kind === "choice") choice ??= value;
    }
    return choice ? this.forEach(choice, values, operate) : operate(values);
  }

  private forEach(
    choice: Choice,
    values: readonly Value[],
    operate: (values: readonly Value[]) => Value,
  ): Value {
    const { condition, options, site } = choice;
    this.opened(choice);
    this.spend(options.length);
    if (sizeOf(choice) > MAX_OPTIONS) return this.unknown(condition, site ?? NOWHERE);
    return new Choice(
      condition,
      options.map(({ label }, index) => {
        const taken = values.map((value) => optionOf(value, choice, index));
        return { label, value: this.lift(taken, operate) };
      }),
      site,
    );
  }

  /** An open value, which a function of a step cannot go on with. */
  opened(value: Open): Open {
    if (this.tracked) return value;
    if (value.kind === "unknown") throw new OpenError(value.symbol, value.reason, value.site);
    throw new OpenError(value.condition, "runtime", value.site);
  }

  /** Whether a value is true; an open value where that is not known. */
  truth(value: Value): boolean | Open {
    if (!isObject(value)) return this.semantics.truth(value);
    if (value.kind === "unknown") return this.opened(value);
    if (value.kind !== "choice") return this.semantics.truth(value);
    this.opened(value);
    const [first, ...others] = value.options.map((option) => this.truth(option.value));
    if (typeof first === "boolean" && others.every((one) => one === first)) return first;
    return value;
  }

  call(callee: Value, given: Given, text: string): Value {
    return invoke(this, callee, given, text);
  }

  /** Calls with plain values, as the language's own functions do. */
  apply(callee: Value, values: readonly Value[], site: Site, slots: Given["slots"] = []): Value {
    return invoke(this, callee, givenOf(values, site, slots), "");
  }

  error(message: string, site: Site | undefined, type?: string): ProgramError {
    return new ProgramError(message, site, type);
  }

  /** Where the value computed last stands, used at `use`. */
  slotAt(use: Site): Slot {
    return { use, place: this.place ?? use, call: this.callSite };
  }

  /** A library's name: its value where the evaluator or its host knows it. */
  libraryName(path: string): Value {
    const own = this.semantics.library(path);
    if (own) return own.value;
    return this.host.library?.(path) ?? new Library(path);
  }

  libraryCall(call: LibraryCall): Value {
    this.spend(1);
    const value = this.host.call?.(this, call);
    this.host.onCall?.(call);
    call.receiver?.received.push(call);
    return value ?? call;
  }

  /** Runs `run` with changes noted; the caller undoes or keeps them. */
  noting<T>(run: (journal: Journal) => T): T {
    const outer = this.journal;
    const journal = new Journal(outer);
    this.journal = journal;
    try {
      return run(journal);
    } finally {
      this.journal = outer;
    }
  }
}

export const NOWHERE: Site = { range: { start: 0, end: 0 }, literal: false };

const NO_KEYWORDS: Given["keywords"] = new Map();
const NO_KEYWORD_SLOTS: Given["keywordSlots"] = new Map();

export const givenOf = (
  positional: readonly Value[],
  site: Site,
  slots: Given["slots"] = [],
): Given => ({
  positional,
  keywords: NO_KEYWORDS,
  slots,
  keywordSlots: NO_KEYWORD_SLOTS,
  site,
});

/** What a value is once the choice has gone to its option `index`. */
function optionOf(value: Value, choice: Choice, index: number): Value {
  if (value === choice) return choice.options[index]?.value;
  if (!isObject(value) || value.kind !== "choice") return value;
  const isSame =
    value.condition === choice.condition && value.options.length === choice.options.length;
  return isSame ? value.options[index]?.value : value;
}

function sizeOf(value: Value): number {
  if (!isObject(value) || value.kind !== "choice") return 1;
  return value.options.reduce((sum, option) => sum + sizeOf(option.value), 0);
}
