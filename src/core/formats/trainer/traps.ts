import { firstOf, objectAt } from "../config/fields";
import { ignoredWarmup } from "../config/ignoredWarmup";
import type { Reading } from "../config/reading";
import { restartTrap } from "../config/restartTrap";
import { isWrittenAsFloat, shareOrSteps } from "../config/shareOrSteps";
import type { TrainerConfig } from "./trainer";
import { formatCount, formatNumber } from "../../text/format";
import { t } from "../../text/words";

const SCHEDULES = {
  label: "transformers, schedules",
  url: "https://huggingface.co/docs/transformers/main_classes/optimizer_schedules",
};

interface Lengths {
  readonly steps: number | undefined;
  readonly warmup: number | undefined;
}

export function trainerTraps(config: TrainerConfig, reading: Reading, lengths: Lengths): void {
  ratioRemoved(config, reading);
  ignoredWarmup(
    {
      kind: config.kind,
      kindRange: config.kindEntry?.value.range,
      warmup: firstOf(config.root, "warmup_steps", "warmup_ratio"),
      severity: "error",
      message: (key) => t`${key} has no effect: the scheduler "constant" has no warmup.`,
      why: t(
        "transformers passes the warmup to the schedulers that take one; constant is the rate itself from the first update on.",
      ),
      source: SCHEDULES,
    },
    reading,
  );
  warmupTwice(config, reading, lengths);
  oneStep(config, reading);
  noRestart(config, reading);
  defaultRate(config, reading);
}

function ratioRemoved({ root, rules }: TrainerConfig, reading: Reading): void {
  const ratio = firstOf(root, "warmup_ratio");
  if (!ratio || rules.ownRatio || firstOf(root, "warmup_steps")) return;
  const { keyRange } = ratio;
  // with its quotes, or the hyphens of a flag
  const renamed = reading.text.slice(keyRange.start, keyRange.end).replace("ratio", "steps");
  reading.trap({
    code: "warmup-ratio-removed",
    severity: "warning",
    range: keyRange,
    message: t(
      "transformers 5 has no warmup_ratio any more: warmup_steps takes the same share (a number below 1).",
    ),
    why: t(
      "warmup_ratio was deprecated in favour of warmup_steps and fails with a TypeError in transformers 5.18; 4.57 still takes it, and reads a share in warmup_steps as no warmup.",
    ),
    source: {
      label: "transformers pull request 41326",
      url: "https://github.com/huggingface/transformers/pull/41326",
    },
    fixes: [{ title: t("Write warmup_steps"), edits: [{ range: keyRange, text: renamed }] }],
  });
}

/** warmup_steps: 1.0 is one step, where 0.99 is a share. */
function oneStep({ root }: TrainerConfig, reading: Reading): void {
  const entry = firstOf(root, "warmup_steps");
  if (entry?.value.type !== "number" || entry.value.value !== 1) return;
  if (!isWrittenAsFloat(entry, reading.text)) return;
  shareOrSteps(
    {
      entry,
      message: t("warmup_steps: 1.0 is a warmup of one step, not of the whole run."),
      why: t(
        "transformers 5 reads numbers below 1 as a share of the run, and all others as steps.",
      ),
      source: SCHEDULES,
      better: "1",
    },
    reading,
  );
}

function warmupTwice({ root }: TrainerConfig, reading: Reading, { warmup }: Lengths): void {
  const [steps, ratio] = [firstOf(root, "warmup_steps"), firstOf(root, "warmup_ratio")];
  if (steps?.value.type !== "number" || ratio?.value.type !== "number") return;
  if (steps.value.value === 0 || ratio.value.value === 0) return;
  reading.trap({
    code: "warmup-given-twice",
    severity: "warning",
    range: ratio.range,
    message: t`warmup_ratio has no effect beside warmup_steps: the warmup takes ${formatCount(warmup ?? steps.value.value)} steps.`,
    why: t("transformers computes the warmup from warmup_ratio only where warmup_steps is 0."),
    source: SCHEDULES,
  });
}

function noRestart({ root, kind, kindEntry }: TrainerConfig, reading: Reading): void {
  if (kind !== "cosine_with_restarts") return;
  const cycles = firstOf(objectAt(root, "lr_scheduler_kwargs"), "num_cycles");
  const count = cycles?.value.type === "number" ? cycles.value.value : undefined;
  if (cycles && count === undefined) return;
  restartTrap({ cycles, count, kindEntry, key: "lr_scheduler_kwargs", source: SCHEDULES }, reading);
}

function defaultRate({ rate, rules, kindEntry }: TrainerConfig, reading: Reading): void {
  if (rate || rules.learningRate === undefined || !kindEntry) return;
  reading.trap({
    code: "rate-by-default",
    severity: "information",
    range: kindEntry.range,
    message: t`No learning_rate is given: the run uses the default of ${formatNumber(rules.learningRate)}.`,
    why: t("The default suits fine-tuning of a small encoder; other models need another rate."),
    source: SCHEDULES,
  });
}
