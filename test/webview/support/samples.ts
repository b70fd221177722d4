import type { UnknownView } from "../../../src/protocol/unknowns";
import type { Columns } from "../../../src/protocol/columns";
import type { PhaseView, ShownSchedule, TrackView } from "../../../src/protocol/scheduleView";
import type { ViewRequest } from "../../../src/protocol/panelMessages";

// Schedules for the panel's tests, sampled by brute force: every step is evaluated by the textbook
// formula, so that what the panel draws is compared to something the product did not compute.

export interface SampleTrack {
  readonly name: string;
  readonly phases: readonly PhaseView[];
  readonly follows?: string;
  readonly at: (step: number) => number | null;
}

export interface Sample {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly stepsPerEpoch?: number;
  readonly tracks: readonly SampleTrack[];
  readonly state?: ShownSchedule["state"];
  readonly problems?: ShownSchedule["problems"];
  readonly unknowns?: readonly UnknownView[];
  /** Nothing of it can be told: no length, no tracks, no facts. */
  readonly nothing?: boolean;
  readonly limit?: ShownSchedule["limit"];
}

const phase = (kind: string, start: number, end: number, missing = false): PhaseView => ({
  kind,
  start,
  end,
  missing,
});

/** Goyal et al. (2017): five epochs of linear warmup, here followed by a cosine. */
export function goyal(id = "baseline", peak = 3.2): Sample {
  const [length, warmup] = [14040, 780];
  const rate = (step: number): number =>
    step < warmup
      ? 0.1 + ((peak - 0.1) * step) / warmup
      : (peak / 2) * (1 + Math.cos((Math.PI * (step - warmup)) / (length - warmup)));
  return {
    id,
    name: id,
    length,
    stepsPerEpoch: 156,
    tracks: [
      {
        name: "learningRate",
        phases: [phase("linear", 0, warmup), phase("cosine", warmup, length)],
        at: rate,
      },
      {
        name: "momentum",
        phases: [phase("constant", 0, length)],
        follows: "learningRate",
        at: (step) => 0.95 - 0.1 * (rate(step) / peak),
      },
    ],
  };
}

/** Triangular waves: as many as asked for, each of 40 steps. */
export function waves(cycles: number): Sample {
  const length = cycles * 40;
  const at = (step: number): number => 0.001 + 0.009 * (1 - Math.abs((step % 40) / 20 - 1));
  const cycle = Array.from({ length: Math.min(cycles, 1000) }, (_, i) =>
    phase("cyclic", i * 40, (i + 1) * 40),
  );
  return {
    id: "waves",
    name: "waves",
    length,
    tracks: [{ name: "learningRate", phases: cycle, at }],
  };
}

const ORIGIN = "examples/goyal.schedule.json";

/** A schedule as the host would send it for a view. */
export function shown(sample: Sample, view: ViewRequest): ShownSchedule {
  const { id, name, length, stepsPerEpoch, unknowns } = sample;
  const state = sample.state ?? "ok";
  const told = { id, name, state, origin: ORIGIN, problems: sample.problems ?? [] };
  const asked = unknowns && { unknowns: [...unknowns] };
  if (sample.nothing) {
    return { ...told, ...asked, length: null, time: null, tracks: [], facts: [] };
  }
  return {
    ...told,
    ...asked,
    length,
    time: { steps: length, ...(stepsPerEpoch !== undefined && { stepsPerEpoch }) },
    tracks: sample.tracks.map((track) => trackView(track, length, view)),
    facts: factsOf(sample),
    probe: { steps: 120, seeds: 2 },
    ...(sample.limit && { limit: sample.limit }),
  };
}

function factsOf({ tracks, length }: Sample): ShownSchedule["facts"] {
  const at = (step: number): string => String(Number((tracks[0]?.at(step) ?? NaN).toPrecision(4)));
  return [
    { id: "atStart", label: "At step 0", value: at(0) },
    { id: "last", label: "At the last step", value: at(length - 1) },
    { id: "length", label: "Length", value: `${length} steps` },
  ];
}

function trackView(track: SampleTrack, length: number, view: ViewRequest): TrackView {
  const { name, phases, follows } = track;
  const range = view.range ?? { unit: "steps", first: 0, last: length - 1 };
  const size = range.unit === "percent" ? length / 100 : 1;
  const first = Math.max(0, Math.floor(range.first * size));
  const last = Math.min(length - 1, Math.ceil(range.last * size));
  return {
    name,
    phases: [...phases],
    ...(follows !== undefined && { follows }),
    columns: bruteForce(track.at, first, last, view.columns),
  };
}

function bruteForce(
  at: (step: number) => number | null,
  first: number,
  last: number,
  count: number,
): Columns {
  const number = Math.min(count, last - first + 1);
  const begin = (i: number): number => first + Math.floor((i * (last - first + 1)) / number);
  const columns = Array.from({ length: number }, (_, i) => {
    const [from, to] = [begin(i), begin(i + 1) - 1];
    const values: number[] = [];
    for (let step = from; step <= to; step++) {
      const value = at(step);
      if (value !== null) values.push(value);
    }
    const known = values.length === to - from + 1;
    return {
      step: from,
      first: at(from),
      last: at(to),
      min: known ? Math.min(...values) : null,
      max: known ? Math.max(...values) : null,
    };
  });
  return {
    step: columns.map(({ step }) => step),
    first: columns.map((column) => column.first),
    last: columns.map((column) => column.last),
    min: columns.map(({ min }) => min),
    max: columns.map(({ max }) => max),
  };
}
