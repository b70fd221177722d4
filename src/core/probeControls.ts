import { t, word } from "./text/words";
import type { Control } from "./probeContract";
import type { PlannedSchedule } from "./probePlan";
import { layerTrack, SAMPLE_TRACKS } from "./probeTracks";

// A schedule whose track moves is compared with what it would be without the movement: otherwise a
// gain that comes from more decay, more noise or a higher rate would be taken for one of its course.

type Tracks = PlannedSchedule["tracks"];

/** How one task's schedules are controlled. */
interface Controls {
  /** What the arms leave out or hold, as a sentence names it. */
  readonly subject: string;
  /** Added to the schedule's name. */
  readonly equalTotal: string;
  readonly none: string;
  /** Undefined where the schedule has nothing that could be held or left out. */
  arms(tracks: Tracks): Readonly<Record<Control["kind"], Tracks>> | undefined;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const held = (value: number, { length }: readonly number[]): number[] =>
  new Array<number>(length).fill(value);

const without = (tracks: Tracks, names: readonly string[]): Tracks =>
  Object.fromEntries(Object.entries(tracks).filter(([name]) => !names.includes(name)));

const moves = (values: readonly number[] | undefined): values is readonly number[] =>
  values?.some((value) => value !== values[0]) ?? false;

/** A track that is held at what `total` makes of it, or left out. */
const ofTrack = (
  track: string,
  total: (values: readonly number[], rates: readonly number[]) => number,
): Controls["arms"] => {
  return (tracks) => {
    const { [track]: values, learningRate: rates } = tracks;
    if (!moves(values) || !rates) return undefined;
    return {
      equalTotal: { ...tracks, [track]: held(total(values, rates), values) },
      none: without(tracks, [track]),
    };
  };
};

function layerTracks(tracks: Tracks): string[] {
  const names: string[] = [];
  for (let layer = 1; tracks[layerTrack(layer)] !== undefined; layer++)
    names.push(layerTrack(layer));
  return names;
}

/** Uniform layers, at the mean rate over layers and steps, and at the schedule's own rate. */
const ofLayers: Controls["arms"] = (tracks) => {
  const { learningRate: rates } = tracks;
  const names = layerTracks(tracks);
  if (!rates || names.length === 0) return undefined;
  const none = without(tracks, names);
  const factor = mean(names.map((name) => mean(tracks[name] ?? []))) / mean(rates);
  return { equalTotal: { ...none, learningRate: rates.map((rate) => factor * rate) }, none };
};

const ofSamples: Controls["arms"] = (tracks) => {
  const easy = tracks[SAMPLE_TRACKS.easy];
  if (!easy) return undefined;
  return {
    equalTotal: { ...tracks, [SAMPLE_TRACKS.meanOne]: held(1, easy) },
    none: without(tracks, Object.values(SAMPLE_TRACKS)),
  };
};

/** A rate that is held at its mean while the temperature falls, and the temperature left out. */
const ofTemperature: Controls["arms"] = (tracks) => {
  const { temperature, learningRate } = tracks;
  if (!temperature || !moves(learningRate)) return undefined;
  return {
    equalTotal: { ...tracks, learningRate: held(mean(learningRate), learningRate) },
    none: without(tracks, ["temperature"]),
  };
};

/** The rate as a cosine of the same mean under the same phases of noise, and the phases left out. */
const ofNoise: Controls["arms"] = (tracks) => {
  const { noise, learningRate } = tracks;
  if (!moves(noise) || !learningRate) return undefined;
  const { length } = learningRate;
  const cosine = learningRate.map((_, t) => 1 + Math.cos((Math.PI * (t + 0.5)) / length));
  return {
    equalTotal: { ...tracks, learningRate: cosine.map((value) => mean(learningRate) * value) },
    none: without(tracks, ["noise"]),
  };
};

/** Updates of half a round of the task `federated`. */
const HALF_A_ROUND = 5;

/** The rate's course half a round later at the equal mean, and the rate held at its mean. */
const ofRounds: Controls["arms"] = (tracks) => {
  const { learningRate: rates } = tracks;
  if (!moves(rates)) return undefined;
  const later = rates.map((_, t) => rates[Math.max(0, t - HALF_A_ROUND)] ?? NaN);
  const factor = mean(rates) / mean(later);
  return {
    equalTotal: { ...tracks, learningRate: later.map((rate) => factor * rate) },
    none: { ...tracks, learningRate: held(mean(rates), rates) },
  };
};

const CONTROLS: Readonly<Record<string, Controls>> = {
  batchNorm: {
    subject: word("the course of the batch-norm momentum"),
    equalTotal: "constant momentum, same mean",
    none: "momentum 0.1",
    arms: ofTrack("batchNormMomentum", mean),
  },
  weightDecay: {
    subject: word("the course of the weight decay"),
    equalTotal: "constant decay, same Σηλ",
    none: "no decay",
    arms: ofTrack(
      "weightDecay",
      (decays, rates) => sum(decays.map((decay, t) => decay * (rates[t] ?? 0))) / sum(rates),
    ),
  },
  augmentation: {
    subject: word("the course of the augmentation"),
    equalTotal: "constant augmentation, same mean",
    none: "no augmentation",
    arms: ofTrack("augmentation", mean),
  },
  contrastive: {
    subject: word("the course of the rate under this temperature"),
    equalTotal: "constant rate, same mean",
    none: "temperature 0.2",
    arms: ofTemperature,
  },
  labelNoise: {
    subject: word("the factor by margin"),
    equalTotal: "factors of mean 1",
    none: "no factors",
    arms: ofSamples,
  },
  deep: {
    subject: word("the rates by layer"),
    equalTotal: "one rate, same mean",
    none: "one rate",
    arms: ofLayers,
  },
  federated: {
    subject: word("the place of the rate's course in the rounds"),
    equalTotal: "half a round later, same mean",
    none: "constant rate, same mean",
    arms: ofRounds,
  },
  diffusion: {
    subject: word("the course of the rate in these phases of noise"),
    equalTotal: "cosine rate, same mean",
    none: "all noise levels alike",
    arms: ofNoise,
  },
};

/** What the control arms of a task hold or leave out, in the user's language. */
export function controlSubject(task: string): string | undefined {
  const subject = CONTROLS[task]?.subject;
  return subject === undefined ? undefined : t(subject);
}

/**
 * The schedule, then its control arms: the same with the task's track held constant at the equal
 * total (equal Σηλ, mean intensity, mean rate), and without it. The schedule alone where nothing of
 * it moves.
 */
export function withControls(task: string, schedule: PlannedSchedule): PlannedSchedule[] {
  const controls = CONTROLS[task];
  const arms = controls?.arms(schedule.tracks);
  if (!controls || !arms) return [schedule];
  const arm = (kind: Control["kind"]): PlannedSchedule => {
    const { length, optimizer } = schedule;
    return {
      length,
      optimizer,
      id: `${schedule.id} ${kind}`,
      name: `${schedule.name}: ${controls[kind]}`,
      tracks: arms[kind],
      control: { of: schedule.id, kind },
    };
  };
  return [schedule, arm("equalTotal"), arm("none")];
}
