import { transformersTable } from "../../libraries/transformers/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";
import type { Schedule } from "../../schedule/schedule";
import { agrees, libraryCurve } from "./agreement";
import { saidNumber, type Segment } from "./segments";
import { warmedOf, type Warmed } from "./warmed";

/** What TrainingArguments are given: the scheduler's name and its own arguments. */
export interface TransformersArguments {
  readonly kind: string;
  readonly rate: number;
  readonly warmup: number;
  readonly specific: LibraryRecord;
  readonly curve: Curve;
}

type Proposal = Pick<TransformersArguments, "kind" | "specific">;

function proposals({ rest, peak, final, warmup }: Warmed): Proposal[] {
  const [first, second] = rest;
  if (first === undefined) return [];
  if (rest.length === 1) return single(first, final, warmup);
  if (rest.length !== 2 || second === undefined) return [];
  if (first.kind !== "constant" && first.kind !== "hold") return [];
  const types: Readonly<Record<string, string>> = {
    linear: "linear",
    cosine: "cosine",
    oneMinusSqrt: "1-sqrt",
  };
  const decay = types[second.kind];
  if (decay === undefined) return [];
  const lengths = { num_stable_steps: first.length, num_decay_steps: second.length };
  const specific = {
    ...lengths,
    warmup_type: "linear",
    decay_type: decay,
    min_lr_ratio: final / peak,
  };
  return [{ kind: "warmup_stable_decay", specific }];
}

function single(segment: Segment, final: number, warmup: number): Proposal[] {
  switch (segment.kind) {
    case "linear":
      return [{ kind: "linear", specific: {} }];
    case "cosine":
      return final === 0
        ? [{ kind: "cosine", specific: {} }]
        : [{ kind: "cosine_with_min_lr", specific: { min_lr: final } }];
    case "constant":
    case "hold":
      return [{ kind: warmup === 0 ? "constant" : "constant_with_warmup", specific: {} }];
    case "polynomial":
      return [
        {
          kind: "polynomial",
          specific: { lr_end: final, power: saidNumber(segment, "power") ?? 1 },
        },
      ];
    case "inverseSqrt":
      return [
        {
          kind: "inverse_sqrt",
          specific: { timescale: saidNumber(segment, "timescale") ?? warmup },
        },
      ];
    default:
      return [];
  }
}

/** The arguments with which the Trainer's own scheduler is the same curve, if there are any. */
export function transformersArguments(schedule: Schedule): TransformersArguments | undefined {
  const warmed = warmedOf(schedule);
  if (warmed === undefined) return undefined;
  const { peak: rate, warmup } = warmed;
  for (const { kind, specific } of proposals(warmed)) {
    const lengths = { num_warmup_steps: warmup, num_training_steps: schedule.length };
    const args = { ...lengths, ...specific };
    const curve = libraryCurve(transformersTable, { kind, args, base: rate }, schedule);
    if (agrees(curve, schedule)) return { kind, rate, warmup, specific, curve };
  }
  return undefined;
}
