import { applyChanges } from "../edit/applyChanges";
import type { Change } from "../edit/change";
import type { ParsedDocument, Path, SourceObject } from "../parse/sourceValue";
import { buildPhases } from "../schedule/phases";
import type { Schedule, Track } from "../schedule/schedule";
import type { AxisRefusal } from "./handle";

/** The definition whose handles are listed. */
export interface Definition {
  readonly document: ParsedDocument;
  readonly source: SourceObject;
  readonly schedule: Schedule;
}

/** The part of a plain definition at `path`; a track written without its list is its element 0. */
export function plainAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof key === "number" && !Array.isArray(value)) return key === 0 ? value : undefined;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string | number, unknown>)[key];
  }, root);
}

/** From what a phase says to what the chart shows at a step: · factor + offset. */
export interface Transform {
  readonly factor: number;
  readonly offset: number;
}

/** One track of a definition with what is needed to place its handles. */
export class TrackScope {
  private knownPeak: number | undefined;
  private hasShares: boolean | undefined;

  constructor(
    readonly definition: Definition,
    readonly track: Track,
  ) {}

  /** N, the steps of the run. */
  get length(): number {
    return this.definition.schedule.length;
  }

  plain(path: Path): unknown {
    return plainAt(this.definition.schedule.definition, path);
  }

  /** A number that the definition says; undefined where it says none. */
  number(path: Path): number | undefined {
    const value = this.plain(path);
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  }

  /** `scale`, `offset` and `times` of the track, as they act on a phase's value at a step. */
  transform(step: number): Transform {
    const { path } = this.track;
    const times = this.plain([...path, "times"]);
    const other =
      typeof times === "string" ? this.definition.schedule.tracks.get(times) : undefined;
    const scale = this.number([...path, "scale"]) ?? 1;
    return {
      factor: scale * (other?.curve.at(step) ?? 1),
      offset: this.number([...path, "offset"]) ?? 0,
    };
  }

  /** The track's peak, of which "10%" is a share; NaN where there is none. */
  get peak(): number {
    this.knownPeak ??= this.findPeak();
    return this.knownPeak;
  }

  /** Whether a value is the peak of which other values are shares, so that it cannot be 0. */
  isSharedPeak(value: number): boolean {
    this.hasShares ??= JSON.stringify(this.plain(this.track.path) ?? null).includes('%"');
    return this.hasShares && value >= this.peak * (1 - 1e-9);
  }

  private findPeak(): number {
    const { schedule } = this.definition;
    const phases = this.plain([...this.track.path, "phases"]) ?? this.plain(this.track.path);
    const list: readonly unknown[] = Array.isArray(phases) ? phases : [phases];
    const context = {
      time: schedule.time,
      optimizer: schedule.optimizer,
      report: () => undefined,
    };
    return buildPhases(list, this.track.path, context).peak() ?? NaN;
  }

  /** Why these changes cannot be made; undefined where they can. */
  refusal(changes: readonly Change[]): AxisRefusal | undefined {
    const { document, source } = this.definition;
    return applyChanges(document, source, changes).refusal;
  }

  /** The name of a handle: the way to what it moves, and which of its parameters. */
  id(path: Path, parameter: string): string {
    return [...path, parameter].map((part) => encodeURIComponent(part)).join("/");
  }
}
