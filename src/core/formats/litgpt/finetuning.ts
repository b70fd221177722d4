import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun } from "../config/dialect";
import { firstOf, objectAt } from "../config/fields";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { nominalSteps } from "../horizon";
import { finetunePhases } from "./schedules";
import { optimizerName, rateOf, settingsOf, type Settings } from "./settings";

/** litgpt/finetune: the warmup and a cosine over the epochs. */
export function finetuning(
  root: SourceObject,
  anchor: SourceEntry,
  reading: Reading,
): ConfigRun | undefined {
  const rate = rateOf(root, reading);
  const settings = settingsOf(root, "finetune", reading);
  const { warmup, warmupEntry } = settings;
  const steps = stepsOf(settings, anchor, reading);
  const share = firstOf(objectAt(root, "train"), "lr_warmup_fraction");
  if (share) {
    reading.refuse(share.range, t("litgpt finetune does not take lr_warmup_fraction."));
    return undefined;
  }
  if (warmup === 0) {
    const { range } = warmupEntry ?? anchor;
    reading.refuse(range, t("litgpt divides by lr_warmup_steps: it must be 1 or more."));
    return undefined;
  }
  if (rate === undefined || warmup === undefined) return undefined;
  if (steps === warmup) {
    const { range } = warmupEntry ?? anchor;
    reading.refuse(
      range,
      t(
        "litgpt's cosine divides by what the warmup leaves of the run: after its last update, that is nothing.",
      ),
    );
    return undefined;
  }
  const length = steps ?? nominalSteps(warmup);
  return phasesRun({
    phases: finetunePhases(rate, warmup, length),
    length,
    ...(steps === undefined && { horizon: "nominal" as const, knownUntil: warmup }),
    optimizer: { name: optimizerName(root) },
  });
}

/** The updates of the epochs, at most max_steps: the cosine is as long as the run. */
function stepsOf(
  { epochs, most }: Settings,
  anchor: SourceEntry,
  reading: Reading,
): number | undefined {
  const perEpoch = reading.ask("steps per epoch", anchor.range, "steps per epoch");
  if (epochs === undefined || perEpoch === undefined) return undefined;
  return Math.max(1, Math.floor(Math.min(epochs * perEpoch, most ?? Infinity)));
}
