import type { Path } from "../parse/sourceValue";
import { MAX_FOLLOWED } from "../parse/limits";
import type * as v from "valibot";
import type { Curve } from "./curve";
import { optimizerEntries, probeEntries, settingNames, trackNames } from "./definition";
import type { Issue, Report } from "./issue";
import { IssueList } from "./issueList";
import { buildLayers, layersEntries, type Layer } from "./layers";
import { readLength } from "./length";
import { plateauEntries } from "./plateau";
import { isPlain, readEntries, readShape, reportUnknown, type Plain } from "./readEntries";
import { readResume, resumed } from "./resume";
import { sampleRule, samplesEntries } from "./samples";
import type { Schedule, Track } from "./schedule";
import { textShape } from "./shapes";
import { closest } from "./suggest";
import type { TimeBase } from "./time";
import { buildTrack, type BuiltTrack } from "./track";
import type { TrackContext } from "./trackContext";
import { resolveUnknown, UnknownValue, type Symbols } from "./unknownValue";
import { found } from "./words";
import { t } from "../text/words";

export interface BuildOptions {
  /** Values that the user gave for expressions that only the running program knows. */
  readonly symbols?: Symbols;
  /** The schedule's name where the definition has none. */
  readonly name?: string;
}

export interface BuildResult {
  /** Undefined where nothing can be drawn, as there is no length. */
  readonly schedule: Schedule | undefined;
  /** The same as if nothing of it had been run before: what rules judge. */
  readonly whole: Schedule | undefined;
  readonly issues: readonly Issue[];
}

/** Missing tracks for which the one that was meant is looked for: each looks at every name. */
const MOST_SUGGESTIONS = 20;

const SETTINGS: ReadonlySet<string> = new Set(settingNames);
const KEYS: readonly string[] = [...settingNames, ...trackNames];

const SHAPE_CODES: ReadonlySet<string> = new Set([
  "wrong-type",
  "unknown-kind",
  "unknown-key",
  "missing-key",
  "unknown-value",
  "unfinished",
  "cycle",
  "unknown-track",
]);

/**
 * Evaluates a definition of plain values. Never throws: what is wrong is told by path, and the rest
 * is built. `plain` may hold `UnknownValue`s.
 */
export function buildSchedule(plain: unknown, options: BuildOptions = {}): BuildResult {
  const list = new IssueList();
  const report: Report = (issue) => {
    list.add(issue);
  };
  const given = withSymbols(plain, options.symbols ?? {});
  if (given instanceof UnknownValue) reportUnknown(given, [], report);
  else if (!isPlain(given)) {
    report({
      code: "wrong-type",
      path: [],
      message: t`A schedule is an object { … }; found ${found(given)}.`,
    });
  }
  const whole = isPlain(given) ? new DefinitionBuilder(given, options, report).build() : undefined;
  const resume = whole && isPlain(given) ? readResume(given.resume, whole.time, report) : 0;
  return { schedule: whole && resumed(whole, resume), whole, issues: list.all };
}

/** The same values with those of the user in place of unknown ones; depth is limited by readers. */
function withSymbols(value: unknown, symbols: Symbols): unknown {
  if (Object.keys(symbols).length === 0) return value;
  if (value instanceof UnknownValue) return resolveUnknown(value, symbols);
  if (Array.isArray(value)) return value.map((item: unknown) => withSymbols(item, symbols));
  if (!isPlain(value)) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) copy[key] = withSymbols(item, symbols);
  return copy;
}

class DefinitionBuilder {
  private readonly built = new Map<string, BuiltTrack>();
  private readonly underWay: string[] = [];
  private missing = 0;
  /** How many tracks each one follows, each the next. */
  private readonly depths = new Map<string, number>();

  constructor(
    private readonly plain: Plain,
    private readonly options: BuildOptions,
    private readonly report: Report,
  ) {}

  build(): Schedule | undefined {
    const time = readLength(this.get("length"), ["length"], this.report);
    const optimizer = this.section("optimizer", optimizerEntries, t("The optimizer"));
    const probe = this.section("probe", probeEntries, t("The probe"));
    const name = this.name();
    const context = {
      time: time ?? { steps: 1 },
      optimizer: optimizer?.values,
      report: time ? this.report : this.shapesOnly,
    };
    for (const key of this.trackKeys()) this.track(key, context);
    const schedule = this.schedule(context, { name, probe: probe?.values });
    return time && schedule;
  }

  /** Without a length there are no curves, but what is misspelt is told all the same. */
  private readonly shapesOnly: Report = (issue) => {
    if (SHAPE_CODES.has(issue.code)) this.report(issue);
  };

  private get(key: string): unknown {
    return Object.hasOwn(this.plain, key) ? this.plain[key] : undefined;
  }

  private name(): string {
    const given = this.get("name");
    const read =
      given === undefined ? undefined : readShape(textShape, given, ["name"], this.report);
    return read ?? this.options.name ?? "schedule";
  }

  private section<Entries extends v.ObjectEntries>(key: string, entries: Entries, what: string) {
    const value = this.get(key);
    if (value === undefined) return undefined;
    if (value instanceof UnknownValue) {
      reportUnknown(value, [key], this.report);
      return undefined;
    }
    if (isPlain(value))
      return readEntries({ entries, plain: value, path: [key], report: this.report, what });
    const message = t`"${key}" must be an object with ${Object.keys(entries).slice(0, 3).join(", ")} …; found ${found(value)}.`;
    this.report({ code: "wrong-type", path: [key], message });
    return undefined;
  }

  /** Keys that are tracks; a key that looks like a misspelt one is reported and left out. */
  private trackKeys(): string[] {
    return Object.keys(this.plain).filter((key) => {
      if (SETTINGS.has(key) || this.plain[key] === undefined) return false;
      const suggestion = this.misspelt(key);
      if (suggestion === undefined) return true;
      const message = t`A schedule has no "${key}". Did you mean "${suggestion}"?`;
      this.report({ code: "unknown-key", path: [key], at: "key", message, suggestion });
      return false;
    });
  }

  /** A track may have any name, but not one that differs from a known key by a slip. */
  private misspelt(key: string): string | undefined {
    if (KEYS.includes(key)) return undefined;
    if (this.looksLikeTrack(this.plain[key])) {
      const slip = closest(key, KEYS, 1);
      return slip === undefined || key.startsWith(slip) ? undefined : slip;
    }
    return closest(key, KEYS);
  }

  private looksLikeTrack(value: unknown): boolean {
    if (typeof value === "number" || Array.isArray(value)) return true;
    return isPlain(value) && ["kind", "follow", "phases"].some((key) => Object.hasOwn(value, key));
  }

  private track(name: string, context: TrackContext): BuiltTrack {
    const known = this.built.get(name);
    if (known !== undefined) return known;
    this.underWay.push(name);
    const track = buildTrack({
      name,
      plain: this.plain[name],
      path: [name],
      context,
      lookup: (other, path) => this.lookup(other, path, context),
    });
    this.underWay.pop();
    this.built.set(name, track);
    return track;
  }

  private lookup(name: string, path: Path, context: TrackContext): BuiltTrack | undefined {
    const at = this.underWay.indexOf(name);
    if (at >= 0) {
      const cycle = [...this.underWay.slice(at), name].join(" → ");
      this.report({
        code: "cycle",
        path,
        message: t`These tracks follow one another in a circle: ${cycle}. One of them needs values of its own.`,
      });
      return undefined;
    }
    if (!SETTINGS.has(name) && this.get(name) !== undefined)
      return this.followed(name, path, context);
    const suggestion = this.meantTrack(name);
    const hint = suggestion === undefined ? "" : ` ${t`Did you mean "${suggestion}"?`}`;
    this.report({
      code: "unknown-track",
      path,
      message: t`There is no track "${name}".${hint}`,
      ...(suggestion && { suggestion }),
    });
    return undefined;
  }

  private meantTrack(name: string): string | undefined {
    if (++this.missing > MOST_SUGGESTIONS) return undefined;
    return closest(
      name,
      Object.keys(this.plain).filter((key) => !SETTINGS.has(key)),
    );
  }

  /** Each value of a track asks those that it follows, and so do they: their number is bounded. */
  private followed(name: string, path: Path, context: TrackContext): BuiltTrack | undefined {
    const deep = this.underWay.length > MAX_FOLLOWED;
    const track = deep ? undefined : this.track(name, context);
    const depth = (this.depths.get(name) ?? 0) + 1;
    if (track === undefined || depth > MAX_FOLLOWED) {
      const message = t`Here more than ${MAX_FOLLOWED} tracks follow one another, which is not drawn.`;
      this.report({ code: "too-large", path, message });
      return undefined;
    }
    const follower = this.underWay.at(-1) ?? "";
    this.depths.set(follower, Math.max(depth, this.depths.get(follower) ?? 0));
    return track;
  }

  private schedule(
    context: TrackContext & { readonly time: TimeBase },
    { name, probe }: Pick<Schedule, "name" | "probe">,
  ): Schedule {
    const { time } = context;
    // in the order of the text, though a follower has its track built first
    const tracks = new Map<string, Track>();
    for (const key of Object.keys(this.plain)) {
      const track = this.built.get(key);
      if (track !== undefined) tracks.set(key, track);
    }
    const samples = this.section("samples", samplesEntries, t("The rule for samples"))?.complete;
    const onPlateau = this.section(
      "onPlateau",
      plateauEntries,
      t("The rule for plateaus"),
    )?.complete;
    return {
      name,
      length: time.steps,
      time,
      resume: 0,
      tracks,
      optimizer: context.optimizer,
      probe,
      layers: this.layers(tracks, time.steps),
      samples: samples && sampleRule(samples),
      onPlateau,
      definition: this.plain,
      at: (step) => {
        const values: Record<string, number> = {};
        for (const [key, { curve }] of tracks) values[key] = curve.at(step);
        return values;
      },
    };
  }

  private layers(tracks: ReadonlyMap<string, Track>, steps: number): readonly Layer[] {
    const layers = this.section("layers", layersEntries, t("The layers"))?.complete;
    if (layers === undefined) return [];
    const curves = new Map<string, Curve>([...tracks].map(([key, { curve }]) => [key, curve]));
    return buildLayers(layers, curves, steps, ["layers"], this.report);
  }
}
