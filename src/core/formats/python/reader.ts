import type { Problem } from "../../problem";
import type { Program } from "../../program/statementTree";
import type { Symbols } from "../../schedule/unknownValue";
import { lowerLazily } from "../../syntax/python/lazy/lowerLazily";
import { t } from "../../text/words";
import { previewedFunctions } from "../stepFunction/dialect";
import type {
  ForeignDefinition,
  ForeignEvaluation,
  FormatReader,
  FunctionPreview,
} from "../format";
import { epochsDrawn } from "../epochClock";
import { scheduleOfRun, type ForeignRun } from "../foreignSchedule";
import { Asking } from "./asking";
import type { FoundSchedule } from "./dialect";
import { asCalled, broughtAbout, type Located } from "./called";
import { DIALECTS, FALLBACKS } from "./dialects";
import { scheduleValues } from "./scheduleValues";
import { callersOf } from "./script/callers";
import { outcomeOf, withinLimits } from "./script/limits";
import { READING } from "./script/newMachine";
import { readScript, type Script, type ScriptPorts } from "./script/script";

/** Reads a training script; its schedules are found anew for each set of values of the user. */
export const readPython: FormatReader = (head, ports) => {
  const { parser } = ports;
  const program = parser && withinLimits(() => lowerLazily(head, parser, ports.expired));
  if (!parser || !program) {
    const isCut = parser !== undefined && ports.expired?.() !== true;
    return { definitions: [], problems: isCut ? [cut(head.text)] : [] };
  }
  const scriptPorts: ScriptPorts = {
    uri: head.uri,
    parser,
    file: (path, from) => ports.file(path, from),
    siblings: (ending, folder) => ports.siblings?.(ending, folder) ?? [],
    metric: ports.metric,
  };
  const readings = new Readings(program, scriptPorts, ports.previews ?? []);
  const first = readings.of({});
  const definitions = [...first.found].map(([key, found]) => definitionOf(key, found, readings));
  return { definitions, problems: first.script.complete ? [] : [cut(head.text)] };
};

/** Said of a script that is too long, or nested too deeply, at its first line. */
const cut = (text: string): Problem => ({
  code: "too-large",
  severity: "information",
  message: t(
    "This script is too long to be read to its end: schedules may be missing, or lack what comes later.",
  ),
  range: { start: 0, end: Math.min(80, (text.indexOf("\n") + 1 || text.length + 1) - 1) },
  fixes: [],
});

interface Reading {
  readonly script: Script;
  readonly found: ReadonlyMap<string, Located>;
}

/** Branches that the flags' defaults do not take and that are read by themselves are no more than these. */
const MOST_BRANCHES = 8;

/** What a script says with the values that the user gave; the last such reading is kept. */
class Readings {
  private readonly kept = new Map<string, Reading>();

  constructor(
    private readonly program: Program,
    private readonly ports: ScriptPorts,
    private readonly previews: readonly FunctionPreview[],
  ) {}

  of(symbols: Symbols): Reading {
    const key = JSON.stringify(Object.entries(symbols).sort());
    const known = this.kept.get(key);
    if (known) return known;
    const asked = new Set(this.previews.map(({ name }) => name.split(".", 1)[0] ?? name));
    const script = readScript(this.program, this.ports, { symbols, asked });
    const alone = [...this.located(script), ...this.otherwise(script, asked)];
    const found = keyed(alone.length > 0 ? this.inRuns(alone, script, asked) : alone);
    const reading = { script, found };
    if (this.kept.size > 1) this.kept.delete([...this.kept.keys()].at(-1) ?? "");
    this.kept.set(key, reading);
    return reading;
  }

  /** The schedules of one reading: those of libraries, else what else may be one. */
  private located(script: Script): Located[] {
    script.machine.called ??= scheduleValues(script);
    const all = DIALECTS.flatMap((dialect) => withinLimits(() => dialect.find(script)) ?? []);
    const asked = withinLimits(() => previewedFunctions(script, this.previews)) ?? [];
    for (const dialect of FALLBACKS)
      if (all.length === 0) all.push(...(withinLimits(() => dialect.find(script)) ?? []));
    const starts = new Set(asked.map(({ anchor }) => anchor.start));
    const unasked = all.filter(({ anchor }) => !starts.has(anchor.start));
    return [...asked, ...unasked].map((one) => ({ one, script }));
  }

  /** The same, as the files that import the script and start a run bring them about. */
  private inRuns(
    alone: readonly Located[],
    { scope, machine: { symbols } }: Script,
    asked: ReadonlySet<string>,
  ): Located[] {
    // all of them together may take what one reading may
    let fuel = READING;
    const called = callersOf(scope, this.ports).flatMap((caller) => {
      if (fuel <= 0) return [];
      const script = readScript(this.program, this.ports, { symbols, asked, caller, fuel });
      fuel = script.machine.fuel;
      return broughtAbout([...this.located(script), ...this.otherwise(script, asked)], alone);
    });
    return asCalled(alone, called, (located) => evaluateLocated(located));
  }

  /** Schedules of branches that the flags' defaults do not take: each with the script read as if they did. */
  private otherwise(script: Script, asked: ReadonlySet<string>): Located[] {
    const { machine, caller } = script;
    const { symbols } = machine;
    const read = new Set(placesMade(script));
    const others: Located[] = [];
    let branches = 0;
    // all of them together may take what one reading may
    let fuel = READING;
    // of several ways to a place the one that takes the fewest flags
    const asides = script.findings.asides.toSorted((a, b) => a.assumed.length - b.assumed.length);
    for (const { assumed, made } of asides) {
      const left = new Set(made.filter((start) => !read.has(start)));
      if (left.size === 0 || branches === MOST_BRANCHES || fuel <= 0) continue;
      branches += 1;
      const other = readScript(this.program, this.ports, {
        symbols,
        asked,
        assumed: new Set(assumed),
        fuel,
        caller,
      });
      fuel = other.machine.fuel;
      // also what comes of the branch later on, as of an object that it makes
      for (const start of placesMade(other)) if (!read.has(start)) left.add(start);
      const found = this.located(other).filter(({ one }) => left.has(one.anchor.start));
      for (const start of left) read.add(start);
      others.push(...found);
    }
    return others;
  }
}

/** Where calls stand that make objects of libraries. */
const placesMade = ({ findings }: Script): number[] =>
  findings.objects.flatMap(({ calleeRange: { start, end } }) => (end > 0 ? [start] : []));

/** Schedules by library, place and turn, so that they are known again in another reading. */
function keyed(all: readonly Located[]): Map<string, Located> {
  const found = new Map<string, Located>();
  for (const located of all.toSorted((a, b) => a.one.anchor.start - b.one.anchor.start)) {
    const place = `${located.one.format} ${located.one.anchor.start}`;
    let turn = 0;
    while (found.has(`${place} ${turn}`)) turn += 1;
    found.set(`${place} ${turn}`, located);
  }
  return found;
}

function definitionOf(key: string, { one }: Located, readings: Readings): ForeignDefinition {
  const { name, anchor, range, format, clock, stepped } = one;
  return {
    name,
    anchor,
    range,
    format,
    clock,
    stepped,
    evaluate: (symbols) => evaluate(key, name, readings.of(symbols)),
  };
}

function evaluate(key: string, name: string, { found }: Reading): ForeignEvaluation {
  const located = found.get(key);
  // with the values given, the script takes another branch than the one that makes it
  if (!located) return { problems: [], unknowns: [] };
  return evaluateLocated(located, name);
}

function evaluateLocated({ one, script }: Located, name = one.name): ForeignEvaluation {
  const asking = new Asking(script, one.anchor);
  const run = outcomeOf(() => one.run(asking));
  if (run.ended === "limits") asking.notRead(one.anchor, t("What takes too long to compute"));
  if (run.ended === "numbers")
    asking.notRead(one.anchor, t("What cannot be computed from these numbers"));
  const { problems, unknowns, places, settings, reacts } = asking;
  const { clock } = one;
  const drawn = run.value && drawnOn({ ...run.value, name }, one, asking);
  return { problems, unknowns, places, settings, clock, reacts, ...drawn };
}

/** In updates where the script, or the user, says how many an epoch has. */
function drawnOn(
  run: ForeignRun,
  { updatesPerEpoch, epochAt }: FoundSchedule,
  asking: Asking,
): Partial<ForeignEvaluation> {
  const schedule = scheduleOfRun(run, asking.anchor, asking.problems);
  const updates = updatesPerEpoch && asking.updatesPerEpoch(updatesPerEpoch);
  if (updates === undefined || !schedule) return { schedule };
  if (!epochAt) return epochsDrawn({ run, schedule }, updates);
  const at = typeof updates === "number" ? epochAt(asking.script) : undefined;
  return at ? epochsDrawn({ run, schedule }, updates, at) : { schedule };
}
