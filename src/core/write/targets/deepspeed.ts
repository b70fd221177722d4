import { deepspeedTable } from "../../libraries/deepspeed/table";
import type { Schedule } from "../../schedule/schedule";
import { chosen, otherTracks, type Proposal } from "../builtin/nearest";
import { warmedOf } from "../builtin/warmed";
import { documentReading } from "../reading";
import { beyondTracks } from "../source";
import type { Writer } from "../writer";

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
    const found = chosen("DeepSpeed", deepspeedTable, proposals(schedule), schedule);
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

function proposals(schedule: Schedule): Proposal[] {
  const warmed = warmedOf(schedule);
  if (warmed === undefined) return [];
  const { warmup, initial, peak, final, rest } = warmed;
  const [main] = rest;
  const held = schedule.tracks.get("learningRate")?.curve.at(1) === initial ? 1 : 0;
  const warm = { warmup_num_steps: Math.max(2, warmup - held), warmup_type: "linear" };
  const total = { total_num_steps: schedule.length - held };
  const rates = { warmup_min_lr: warmup === 0 ? peak : initial, warmup_max_lr: peak };
  const all: Proposal[] = [
    { kind: "WarmupLR", args: { ...rates, ...warm }, base: peak, label: "WarmupLR" },
    {
      kind: "WarmupDecayLR",
      args: { ...total, ...rates, ...warm },
      base: peak,
      label: "WarmupDecayLR",
    },
    {
      kind: "WarmupCosineLR",
      args: { ...total, warmup_min_ratio: initial / peak, ...warm, cos_min_ratio: final / peak },
      base: peak,
      label: "WarmupCosineLR",
    },
  ];
  const shapes: Readonly<Record<string, string>> = {
    constant: "WarmupLR",
    hold: "WarmupLR",
    linear: "WarmupDecayLR",
    cosine: "WarmupCosineLR",
  };
  const own = shapes[main?.kind ?? ""];
  return rest.length === 1 ? all.filter(({ kind }) => kind === own) : [];
}
