import type { BackendName } from "../core/probeContract";

/** How one replica's losses went so far. */
export interface ReplicaState {
  /** Its loss at step 0, and the one before the snapshot's step; null before there is one. */
  readonly first: number | null;
  readonly previous: number | null;
  readonly alive: boolean;
}

/** Schedules that share an update rule: everything that their training goes on from. */
export interface GroupState {
  /** All replicas' weights, [R · P]. */
  readonly weights: Float32Array;
  /** The optimizer's state, [R · P] each. */
  readonly slots: readonly Float32Array[];
  /** What the task keeps beside the weights, [R · Q]; absent where it keeps nothing. */
  readonly buffers?: Float32Array;
  /** 1 where a weight is trained, 0 where it is held at 0, [R · P]; absent where all are trained. */
  readonly mask?: Float32Array;
  readonly replicas: readonly ReplicaState[];
}

/** A run at the moment before update `step`; plain data, so that it outlives its worker. */
export interface ProbeSnapshot {
  /** Of the task's stages, from 0; absent in the first. */
  readonly stage?: number;
  readonly step: number;
  /** Seconds of training so far. */
  readonly seconds: number;
  readonly groups: readonly GroupState[];
}

/** Takes up a run whose program died. */
export interface Resume {
  /** Undefined where it died before the first one: it starts anew. */
  readonly snapshot?: ProbeSnapshot;
  /** The last step of the snapshot's stage that was told; −1 for none. It and those before are not told again. */
  readonly told: number;
  /** The backend that it died on; those after it in the order of preference are tried. */
  readonly failed: BackendName;
  /** Why, in a few words. */
  readonly cause: string;
}
