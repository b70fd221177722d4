import { plateauController } from "../core/schedule/plateau";
import type { Schedule } from "../core/schedule/schedule";
import type { TrackName } from "./definition";

/** The value of every track at one optimizer update. */
export type StepValues<Name extends string> = { readonly [Track in Name]: number };

/** Raises or lowers the rate as losses come in, as `onPlateau` says. */
export interface Plateau {
  /** To be called for each look at the loss; returns what the rate is to be multiplied by from now on. */
  look(loss: number, learningRate: number): number;
}

/** A layer's or group's own rate. */
export interface LayerSchedule {
  readonly name: string;
  /** Its rate at update `step`, 0 … length. */
  at(step: number): number;
}

/** An evaluated schedule: the curves that the editor previews. */
export interface TrainingSchedule<Definition> extends Iterable<
  StepValues<TrackName<Definition>> & { readonly step: number }
> {
  readonly name: string;
  /** Optimizer updates of the run. */
  readonly length: number;
  /** The first update that is made: 0, or where the definition says that a run is resumed. */
  readonly resume: number;
  readonly layers: readonly LayerSchedule[];
  /**
   * The value of every track that update number `step` uses, resume ≤ step ≤ length; `at(length)` is what
   * is left at the end. Costs the same at every step. Throws a RangeError outside of the run.
   */
  at(step: number): StepValues<TrackName<Definition>>;
  /** What a sample's gradient is multiplied by, for `samples`; 1 where the definition has none. */
  sampleFactor(margin: number): number;
  /** A fresh controller for `onPlateau`; undefined where the definition has none. */
  plateau(): Plateau | undefined;
  /** The definition, to be written to a `*.schedule.json`. Throws a TypeError if it has functions. */
  toJSON(): Definition;
}

/** The run-time face of an evaluated schedule. */
export class EvaluatedSchedule<Definition extends object> implements TrainingSchedule<Definition> {
  readonly name: string;
  readonly length: number;
  readonly resume: number;
  readonly layers: readonly LayerSchedule[];

  constructor(
    private readonly schedule: Schedule,
    private readonly definition: Definition,
  ) {
    this.name = schedule.name;
    this.length = schedule.length;
    this.resume = schedule.resume;
    this.layers = schedule.layers.map(({ name, curve }) => ({
      name,
      at: (step) => curve.at(this.checked(step)),
    }));
  }

  at(step: number): StepValues<TrackName<Definition>> {
    return this.schedule.at(this.checked(step)) as StepValues<TrackName<Definition>>;
  }

  *[Symbol.iterator](): Generator<StepValues<TrackName<Definition>> & { readonly step: number }> {
    for (let step = this.resume; step < this.length; step++) yield { ...this.at(step), step };
  }

  sampleFactor(margin: number): number {
    return this.schedule.samples?.factor(margin) ?? 1;
  }

  plateau(): Plateau | undefined {
    const { onPlateau } = this.schedule;
    return onPlateau && plateauController(onPlateau);
  }

  toJSON(): Definition {
    refuseFunctions(this.definition, "");
    return this.definition;
  }

  private checked(step: number): number {
    if (step >= this.resume && step <= this.length) return step;
    throw new RangeError(
      `Step ${step} is outside of "${this.name}", which has the steps ${this.resume} to ${this.length}.`,
    );
  }
}

function refuseFunctions(value: unknown, path: string): void {
  if (typeof value === "function") {
    throw new TypeError(
      `The function at ${path} cannot be written as JSON. Use a phase of kind "table" with its values.`,
    );
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value))
    refuseFunctions(item, path === "" ? key : `${path}.${key}`);
}
