import { ramp, stretches, type Stretch } from "../../libraries/curves/pieces";
import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, objectAt, textAt } from "../config/fields";
import type { Reading } from "../config/reading";

/** torchtitan's job config of 2025: [lr_scheduler], [optimizer], [training]. */
const DEFAULTS = { warmup: 200, steps: 10_000, rate: 8e-4, decayType: "linear" };

/**
 * torchtitan/components/lr_scheduler.py: the warmup is (k + 1)/W and the decay gets a virtual last
 * step. Versions that call the floor lr_min, and the
 * batch batch_size rather than local_batch_size, had (k + 1)/(W + 1) and a decay of D + 1 steps. Without
 * a decay_ratio the decay takes all that follows the warmup.
 */
export const torchtitanDialect: Dialect = {
  format: "torchtitan",
  loader: "casts",
  find: ({ root }) => {
    const scheduler = entryOf(root, "lr_scheduler") ?? entryOf(root, "optimizer");
    const rate = firstOf(objectAt(root, "optimizer"), "lr");
    const section = objectAt(root, "lr_scheduler");
    const anchor = firstOf(section, "decay_type", "warmup_steps") ?? rate ?? scheduler;
    if (!scheduler || !anchor) return [];
    return [
      {
        name: "warmup, stable, decay",
        anchor: anchorOf(anchor),
        range: anchor.range,
        clock: "update",
        stepped: "batch",
        run: (reading) => runOf(root, rate, reading),
      },
    ];
  },
};

function runOf(
  root: SourceObject,
  rateEntry: SourceEntry | undefined,
  reading: Reading,
): ConfigRun | undefined {
  const scheduler = objectAt(root, "lr_scheduler");
  const training = objectAt(root, "training");
  const warmupEntry = firstOf(scheduler, "warmup_steps") ?? firstOf(training, "warmup_steps");
  const stepsEntry = firstOf(training, "steps");
  const decayEntry = firstOf(scheduler, "decay_ratio");
  const rate = rateEntry ? reading.number(rateEntry, "rate") : DEFAULTS.rate;
  const steps = stepsEntry ? reading.number(stepsEntry, "steps") : DEFAULTS.steps;
  const wanted = warmupEntry ? reading.number(warmupEntry, "steps") : DEFAULTS.warmup;
  const floorEntry = firstOf(scheduler, "min_lr_factor", "lr_min");
  const floor = floorEntry ? reading.number(floorEntry, "number") : 0;
  const ratio = reading.number(decayEntry, "number");
  reading.place(["learningRate"], rateEntry?.value ?? warmupEntry?.value);
  reading.place(["learningRate", 0], warmupEntry?.value ?? rateEntry?.value);
  reading.place(["learningRate", 1], decayEntry?.value ?? rateEntry?.value);
  reading.place(["length", "steps"], stepsEntry?.value);
  if (rate === undefined || steps === undefined || wanted === undefined || floor === undefined)
    return undefined;
  const type = textAt(scheduler, "decay_type") ?? DEFAULTS.decayType;
  const shape = SHAPES.get(type);
  if (!shape) {
    const entry = firstOf(scheduler, "decay_type");
    if (entry)
      reading.refuse(
        entry.value.range,
        t`torchtitan's decay_type is linear, sqrt or cosine, not ${type}.`,
      );
    return undefined;
  }
  const isOlder = floorEntry?.key === "lr_min" || firstOf(training, "batch_size", "warmup_steps");
  const extra = isOlder ? 1 : 0;
  const lengths = { ...lengthsOf(steps, wanted, ratio, warmupEntry, reading), extra };
  const at = (share: number): number => rate * (floor + (1 - floor) * shape(share));
  const { warmup, stable, decay } = lengths;
  const name = textAt(objectAt(root, "optimizer"), "name");
  return {
    length: steps,
    kind: type,
    tracks: [{ name: "learningRate", group: 0, curve: stretches(partsOf(rate, lengths, at)) }],
    parts: [
      { kind: "warmup", start: 0, length: warmup },
      ...(stable > 0 ? [{ kind: "constant", start: warmup, length: stable }] : []),
      { kind: type, start: warmup + stable, length: decay },
    ].filter(({ length }) => length > 0),
    ...(name && { optimizer: { name } }),
  };
}

interface Lengths {
  /** 1 for the versions that divide by a step more. */
  readonly extra: number;
  readonly warmup: number;
  readonly stable: number;
  readonly decay: number;
}

/** Where warmup and decay do not fit, the decay gives way, as torchtitan warns. */
function lengthsOf(
  steps: number,
  wanted: number,
  ratio: number | undefined,
  warmupEntry: SourceEntry | undefined,
  reading: Reading,
): Omit<Lengths, "extra"> {
  const warmup = Math.min(wanted, steps);
  const share = ratio === undefined ? steps - warmup : Math.round(steps * ratio);
  const decay = Math.min(share, steps - warmup);
  if (warmup + share > steps && warmupEntry) {
    reading.trap({
      code: "warmup-and-decay-overlap",
      severity: "warning",
      range: warmupEntry.value.range,
      message: t`Warmup (${warmup}) and decay (${share}) exceed the ${steps} steps of the run: torchtitan shortens the decay to ${decay}.`,
      why: t(
        "The stable phase cannot be negative; torchtitan adjusts the decay and only logs a warning.",
      ),
      source: {
        label: "torchtitan, components/lr_scheduler.py",
        url: "https://github.com/pytorch/torchtitan/blob/main/torchtitan/components/lr_scheduler.py",
      },
    });
  }
  return { warmup, stable: Math.max(0, steps + 1 - warmup - decay), decay };
}

/** Of the share of the decay that is done. */
const SHAPES: ReadonlyMap<string, (share: number) => number> = new Map([
  ["linear", (share) => 1 - share],
  ["sqrt", (share) => 1 - Math.sqrt(share)],
  ["cosine", (share) => 0.5 * (1 + Math.cos(Math.PI * share))],
]);

function partsOf(
  rate: number,
  { warmup, stable: given, decay, extra }: Lengths,
  at: (share: number) => number,
): Stretch[] {
  const stableEnd = warmup + given - extra;
  const rise = { start: 0, curve: ramp((k) => (rate * (k + 1)) / (warmup + extra)) };
  const flat = { start: warmup, curve: constantCurve(rate) };
  const fall = {
    start: stableEnd,
    curve: ramp((k) => at(Math.min(1, (k + 1 - stableEnd) / (decay + extra)))),
  };
  return [...(warmup > 0 ? [rise] : []), flat, ...(decay > 0 ? [fall] : [])];
}
