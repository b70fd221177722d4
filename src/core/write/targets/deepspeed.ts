import { deepspeedTable } from "../../libraries/deepspeed/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Schedule } from "../../schedule/schedule";
import { chosen, otherTracks, type Library, type Proposal } from "../builtin/nearest";
import { segmentsOf, type Segment } from "../builtin/segments";
import { warmedParts, type Warmed } from "../builtin/warmed";
import { documentReading } from "../reading";
import { beyondTracks } from "../source";
import type { Writer } from "../writer";
import { word } from "../../text/words";

const DEEPSPEED: Library = {
  name: "DeepSpeed",
  table: deepspeedTable,
  elsewhere: word(
    "The PyTorch target has one: deepspeed.initialize takes its make_scheduler as lr_scheduler.",
  ),
};

/**
 * DeepSpeed's own schedulers. They run one update late (update k has the value of iteration k − 1),
 * so that few schedules can be said; the others are refused with the nearest.
 */
export const deepspeedWriter: Writer = {
  target: "deepspeed",
  label: "DeepSpeed config",
  languageId: "json",
  extension: "json",
  byUpdate: true,
  oneRate: "A DeepSpeed config names no parameter groups.",
  write({ schedule }) {
    const found = chosen(DEEPSPEED, proposals(schedule), schedule);
    if ("refused" in found) return found;
    const config = {
      optimizer: { type: optimizerOf(schedule), params: { lr: found.base } },
      scheduler: { type: found.kind, params: found.args },
    };
    return {
      code: () => `${JSON.stringify(config, null, 2)}\n`,
      at: (_, step) => found.curve.at(step),
      tracks: ["learningRate"],
      readings: [documentReading({ file: "ds_config.json", track: "learningRate" })],
      left: [...otherTracks(schedule), ...beyondTracks(schedule)],
    };
  },
};

const NAMES: Readonly<Record<string, string>> = { sgd: "SGD", adam: "Adam", adamw: "AdamW" };

const optimizerOf = ({ optimizer }: Schedule): string =>
  NAMES[optimizer?.name?.toLowerCase() ?? "adamw"] ?? "AdamW";

/**
 * The schedule as DeepSpeed's schedulers have it, which begin one update late: after one update at
 * a rate of its own, or with a warmup that is one update longer.
 */
function begun(schedule: Schedule): { warmed: Warmed | undefined; late: 0 | 1 } {
  const segments = segmentsOf(schedule);
  if (segments[0]?.length === 1 && segments.length > 1)
    return { warmed: warmedParts(segments.slice(1)), late: 1 };
  const warmed = warmedParts(segments);
  if (warmed?.initial !== schedule.tracks.get("learningRate")?.curve.at(1))
    return { warmed, late: 0 };
  return { warmed: warmed && { ...warmed, warmup: warmed.warmup - 1 }, late: 1 };
}

function proposals(schedule: Schedule): Proposal[] {
  const { warmed, late } = begun(schedule);
  const [main, ...more] = warmed?.rest ?? [];
  if (!warmed || !main || more.length > 0) return [];
  const { warmup, initial, peak, final } = warmed;
  const steps = Math.max(2, warmup);
  const warm = { warmup_num_steps: steps, warmup_type: "linear" };
  const rates = { warmup_min_lr: warmup <= 0 ? peak : initial, warmup_max_lr: peak };
  const named = (kind: string, args: LibraryRecord): Proposal => {
    return { kind, args, base: peak, label: kind };
  };
  const cosine = (total: number, floor: number): Proposal =>
    named("WarmupCosineLR", {
      total_num_steps: total,
      warmup_min_ratio: initial / peak,
      ...warm,
      cos_min_ratio: floor,
    });
  const totals = [schedule.length - late, schedule.length];
  switch (main.kind) {
    case "constant":
    case "hold":
      return [named("WarmupLR", { ...rates, ...warm })];
    case "linear": {
      const start = schedule.length - late - main.length;
      const total = start + stepsTo(rates.warmup_min_lr, main);
      return [named("WarmupDecayLR", { total_num_steps: total, ...rates, ...warm })];
    }
    case "cosine":
      return totals.map((total) => cosine(total, final / peak));
    case "table":
      // its cosine is one iteration ahead of its warmup: half a wave that is cut short
      return totals.flatMap((total) => {
        const floor = floorOf(schedule, { steps, peak, total });
        return floor >= 0 && floor <= 1 ? [cosine(total, floor)] : [];
      });
    default:
      return [];
  }
}

/** Updates after which a line comes to the rate at which the warmup began; its own where it doesn't. */
function stepsTo(low: number, { from, to, length }: Segment): number {
  return from > to && to >= low ? Math.round((length * (from - low)) / (from - to)) : length;
}

/** The share of the peak at which a wave ends whose last value is the run's. */
function floorOf(
  { tracks, length }: Schedule,
  { steps, peak, total }: Readonly<Record<"steps" | "peak" | "total", number>>,
): number {
  const last = (tracks.get("learningRate")?.curve.at(length - 1) ?? NaN) / peak;
  const progress = Math.min(1, (length - 1 - steps) / Math.max(1, total - steps));
  const wave = (1 + Math.cos(Math.PI * progress)) / 2;
  return Number(((last - wave) / (1 - wave)).toPrecision(10));
}
