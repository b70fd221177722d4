import { t } from "../../text/words";
import { processesOf } from "../accelerate/processes";
import { clockTrap } from "../accelerate/traps";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, flagAt, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { ignoredWarmup } from "../config/ignoredWarmup";
import type { Reading } from "../config/reading";
import { transformersRun } from "../config/transformersRun";
import { underscored } from "../shellFlags/underscored";
import { accumulationOf, lengthsOf, warmupOf, type Command } from "./lengths";
import { scriptOf } from "./scripts";
import { shapeOf } from "./shape";
import { DIFFUSERS, warmupByDefault } from "./traps";

export const diffusersDialect: Dialect = {
  format: "diffusers",
  loader: "casts",
  find: ({ head, root: flags }) => {
    const root = underscored(flags);
    const kindEntry = firstOf(root, "lr_scheduler");
    const anchor = kindEntry ?? firstOf(root, "learning_rate", "lr_warmup_steps");
    const script = scriptOf(head.text) ?? { name: t("the script"), known: undefined };
    const kind = textAt(root, "lr_scheduler") ?? script.known?.scheduler;
    if (!anchor || kind === undefined) return [];
    const command = { root, script, kind, kindEntry, anchor };
    return [foundAt(anchor, kind, (reading) => runOf(command, reading))];
  },
};

function runOf(command: Command, reading: Reading): ConfigRun | undefined {
  const { root, script, kind, kindEntry, anchor } = command;
  const rate = rateOf(command, reading);
  const warmupEntry = firstOf(root, "lr_warmup_steps");
  const warmup = warmupOf(command, warmupEntry, reading);
  reading.place(["learningRate"], anchor.value);
  reading.place(["learningRate", 0], (warmupEntry ?? anchor).value);
  if (warmupEntry) reading.place(["learningRate", 1], anchor.value);
  reading.place(["length", "steps"], firstOf(root, "max_train_steps")?.value);
  ignoredWarmup(
    {
      kind,
      kindRange: kindEntry?.value.range,
      warmup: warmupEntry,
      severity: "warning",
      message: (key) => t`--${key} has no effect: the scheduler "constant" has no warmup.`,
      why: t(
        "diffusers' get_scheduler hands num_warmup_steps to the schedulers that take one; constant is the rate itself from the first update on.",
      ),
      source: DIFFUSERS,
    },
    reading,
  );
  const lengths = lengthsOf(command, reading);
  if (rate === undefined || warmup === undefined || !lengths) return undefined;
  const { steps, total, scale } = lengths;
  const values = shapeOf({ root, kind, kindEntry, script, scale }, reading);
  if (!values) return undefined;
  if (!warmupEntry) warmupByDefault({ warmup, steps, kind, kindEntry }, reading);
  if (scale !== 1) {
    const at = (kindEntry ?? anchor).value.range;
    clockTrap({ script: script.name, at, warmup, own: warmup * scale, steps, total }, reading);
  }
  return transformersRun(
    {
      root,
      kind,
      kindRange: (kindEntry ?? anchor).value.range,
      rates: [rate],
      warmup: kind === "constant" ? 0 : warmup * scale,
      steps,
      ...(total !== undefined && { total }),
      values,
      optimizer: textAt(root, "optimizer") ?? "adamw",
    },
    reading,
  );
}

/** --scale_lr multiplies by accumulation, batch and processes. */
function rateOf({ root, script, anchor }: Command, reading: Reading): number | undefined {
  const entry = firstOf(root, "learning_rate");
  const at = anchor.range;
  const rate = entry
    ? reading.number(entry, "rate")
    : (script.known?.rate ?? reading.ask("--learning_rate", at, "rate"));
  if (flagAt(root, "scale_lr") !== true) return rate;
  const batchEntry = firstOf(root, "train_batch_size");
  const batch = batchEntry
    ? reading.number(batchEntry, "number")
    : reading.ask("--train_batch_size", at, "number");
  const factors = [accumulationOf(root, reading), batch, processesOf(root, reading, at)];
  return factors.reduce(
    (product, factor) =>
      product === undefined || factor === undefined ? undefined : product * factor,
    rate,
  );
}
