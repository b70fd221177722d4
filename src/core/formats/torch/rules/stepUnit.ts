import { formatNumber } from "../../../text/format";
import { t } from "../../../text/words";
import type { Asking } from "../../python/asking";
import { rootsOf, type GivenValue, type Value } from "../../python/script/value";
import { lengthsIn } from "../lengths";
import { namedArguments, torchArgument } from "../call";
import type { TorchRule, TorchSituation } from "../traps";

const SOURCE = {
  label: "PyTorch issue 65417",
  url: "https://github.com/pytorch/pytorch/issues/65417",
};

/** step-unit-mismatch: stepped once a batch, while its lengths are the loop's epochs. */
export const epochsPerBatch: TorchRule = ({ call, stepping, asking, object }) => {
  const { epochs } = stepping;
  // step(epoch + i / n) counts epochs wherever it is called
  if (stepping.fractional) return;
  if (stepping.stepped !== "batch" || epochs?.type !== "number" || epochs.value < 2) return;
  const lengths = lengthsIn(call.args);
  const longest = Math.max(0, ...lengths);
  if (longest < 2 || longest > epochs.value) return;
  const range = stepping.calls[0]?.range ?? object.calleeRange;
  asking.trap({
    code: "step-unit-mismatch",
    severity: "error",
    range,
    message: t`step() is called after every batch, but the schedule is laid out over ${formatNumber(longest)} steps, no more than the ${formatNumber(epochs.value)} epochs: it is over within the first ${formatNumber(longest)} batches. Call step() once per epoch, or multiply the lengths by the batches per epoch.`,
    why: t(
      "A scheduler counts its step() calls; in which loop they stand decides what a step is worth.",
    ),
    source: SOURCE,
  });
};

/** step-unit-mismatch: stepped once an epoch, while its lengths count batches. */
export function batchesPerEpoch({ object, stepping, asking }: TorchSituation): void {
  if (stepping.stepped !== "epoch") return;
  for (const [name, value] of namedArguments(object)) {
    const batches = LENGTHS.has(name) ? batchesIn(value, torchArgument(object, name), asking) : "";
    if (batches === "") continue;
    asking.trap({
      code: "step-unit-mismatch",
      severity: "error",
      range: stepping.calls[0]?.range ?? object.calleeRange,
      message: t`step() is called once per epoch, but ${name} counts batches (${batches}): the run ends long before the schedule does. Call step() after every batch, or give ${name} in epochs.`,
      why: t(
        "A scheduler counts its step() calls; in which loop they stand decides what a step is worth.",
      ),
      source: SOURCE,
    });
    return;
  }
}

/** `len(train_loader)` behind a value, or in the text that says it where its value was given. */
function batchesIn(value: Value, given: GivenValue | undefined, { script }: Asking): string {
  const root = [...rootsOf(value)].find(({ symbol }) => LOADER.test(symbol));
  if (root) return root.symbol;
  const text = given && script.program.text.slice(given.range.start, given.range.end);
  return LOADER.exec(text ?? "")?.[0] ?? "";
}

const LOADER = /\blen\([\w.]*load\w*\)/i;
const LENGTHS = new Set([
  "T_max",
  "total_iters",
  "total_steps",
  "step_size",
  "steps_per_epoch",
  "T_0",
]);
