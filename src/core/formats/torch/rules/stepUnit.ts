import { formatNumber } from "../../../text/format";
import { t, word } from "../../../text/words";
import type { Range } from "../../../text/range";
import type { Asking } from "../../python/asking";
import { rootsOf, type GivenValue, type Value } from "../../python/script/value";
import type { Stepping } from "../../python/stepping";
import { lengthsIn } from "../lengths";
import { namedArguments, torchArgument } from "../call";
import type { TorchRule, TorchSituation } from "../traps";

const SOURCE = {
  label: "PyTorch issue 65417",
  url: "https://github.com/pytorch/pytorch/issues/65417",
};

const WHY = word(
  "A scheduler counts its step() calls; in which loop they stand decides what a step is worth.",
);

/** What is stepped, by which loop, and where that is said. */
interface Stepped {
  readonly stepping: Stepping;
  readonly asking: Asking;
  /** Where it is made. */
  readonly range: Range;
}

/** A length that a scheduler is given. */
export interface GivenLength {
  readonly name: string;
  readonly value: Value;
  readonly given: GivenValue | undefined;
}

/** step-unit-mismatch: stepped once a batch, while its lengths are the loop's epochs. */
export const epochsPerBatch: TorchRule = ({ call, stepping, asking, object }) => {
  const longest = Math.max(0, ...lengthsIn(call.args));
  epochsCounted({ stepping, asking, range: object.calleeRange }, longest);
};

/**
 * The same of any scheduler with a `step()`.
 *
 * @param longest The longest of its lengths, in its own steps.
 */
export function epochsCounted({ stepping, asking, range }: Stepped, longest: number): void {
  const { epochs, stepped, clock, fractional } = stepping;
  const byLightning = stepped === "framework" && clock === "update";
  // step(epoch + i / n) counts epochs wherever it is called
  if (fractional || !(stepped === "batch" || byLightning)) return;
  if (epochs?.type !== "number" || epochs.value < 2) return;
  if (longest < 2 || longest > epochs.value) return;
  const [steps, all] = [formatNumber(longest), formatNumber(epochs.value)];
  asking.trap({
    code: "step-unit-mismatch",
    severity: "error",
    range: stepping.calls[0]?.range ?? range,
    message: byLightning
      ? t`With "interval": "step" the scheduler is stepped after every batch, but it is laid out over ${steps} steps, no more than the ${all} epochs: it is over within the first ${steps} batches. Leave "interval" at "epoch", or multiply the lengths by the batches per epoch.`
      : t`step() is called after every batch, but the schedule is laid out over ${steps} steps, no more than the ${all} epochs: it is over within the first ${steps} batches. Call step() once per epoch, or multiply the lengths by the batches per epoch.`,
    why: t(WHY),
    source: SOURCE,
  });
}

/** step-unit-mismatch: stepped once an epoch, while its lengths count batches. */
export function batchesPerEpoch({ object, stepping, asking }: TorchSituation): void {
  const lengths = namedArguments(object).filter(([name]) => LENGTHS.has(name));
  batchesCounted(
    { stepping, asking, range: object.calleeRange },
    lengths.map(([name, value]) => ({ name, value, given: torchArgument(object, name) })),
  );
}

/** The same of any scheduler with a `step()`. */
export function batchesCounted(
  { stepping, asking, range }: Stepped,
  lengths: readonly GivenLength[],
): void {
  const { stepped, clock, calls } = stepping;
  const byLightning = stepped === "framework" && clock === "epoch";
  if (stepped !== "epoch" && !byLightning) return;
  for (const { name, value, given } of lengths) {
    const batches = batchesIn(value, given, asking);
    if (batches === "") continue;
    asking.trap({
      code: "step-unit-mismatch",
      severity: "error",
      range: calls[0]?.range ?? range,
      message: byLightning
        ? t`Lightning steps the scheduler once per epoch, but ${name} counts batches (${batches}): the run ends long before the schedule does. Say "interval": "step" beside "scheduler", or give ${name} in epochs.`
        : t`step() is called once per epoch, but ${name} counts batches (${batches}): the run ends long before the schedule does. Call step() after every batch, or give ${name} in epochs.`,
      why: t(WHY),
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

const LOADER = /\blen\([\w.]*load\w*\)|[\w.]*\bestimated_stepping_batches\b/i;
const LENGTHS = new Set([
  "T_max",
  "total_iters",
  "total_steps",
  "step_size",
  "steps_per_epoch",
  "T_0",
]);
