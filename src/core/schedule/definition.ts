import * as v from "valibot";
import { phaseKinds } from "./kinds/table";

/** A share of the track's peak ("10%") or a number. */
export const valueSchema = v.union([
  v.pipe(v.number(), v.finite()),
  v.pipe(v.string(), v.regex(/^\s*[+-]?[\d._]+(?:[eE][+-]?\d+)?\s*%\s*$/)),
]);

export const durationSchema = v.union([v.pipe(v.number(), v.finite()), v.string()]);

export type PhaseDefinition = v.InferInput<(typeof phaseKinds)[number]["schema"]>;
export type TrackDefinition = number | PhaseDefinition | readonly PhaseDefinition[];

export interface LengthDefinition {
  readonly steps?: number;
  readonly epochs?: number;
  readonly stepsPerEpoch?: number;
}

export interface Optimizer {
  readonly name: string;
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

export interface ProbeSettings {
  readonly task?: string;
  readonly steps?: number;
  readonly seeds?: number;
  readonly learningRateScale?: number;
}

export interface ScheduleDefinition {
  readonly name?: string;
  readonly length: LengthDefinition;
  readonly optimizer?: Optimizer;
  readonly probe?: ProbeSettings;
  readonly learningRate?: TrackDefinition;
  readonly momentum?: TrackDefinition;
}
