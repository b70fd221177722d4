import { entryOf } from "../../parse/sourceValue";
import { formatNumber } from "../../text/format";
import { t } from "../../text/words";
import type { Reading } from "../config/reading";
import type { DeepSpeedConfig } from "./dialect";
import { insertEntry } from "./insertEntry";

/** What OneCycle writes into every group beside the momentum that it cycles. */
const WRITTEN = 0.99;
const ADAM = /adam|lamb/i;

/** beta2-overwritten: OneCycle sets both betas, the second one to .99. */
export function secondMomentOverwritten(config: DeepSpeedConfig, reading: Reading): void {
  const { type, parameters, optimizer, optimizerParameters } = config;
  const cycles = entryOf(parameters, "cycle_momentum")?.value;
  if (type.value !== "OneCycle" || (cycles?.type === "boolean" && !cycles.value)) return;
  const name = entryOf(optimizer, "type")?.value;
  if (name?.type !== "string" || !ADAM.test(name.value)) return;
  const betas = entryOf(optimizerParameters, "betas")?.value;
  const second = betas?.type === "array" ? betas.items[1] : undefined;
  if (betas && second?.type !== "number") return;
  const own = second?.type === "number" ? second.value : 0.999;
  if (own === WRITTEN) return;
  reading.trap({
    code: "beta2-overwritten",
    severity: "warning",
    range: second?.range ?? type.range,
    message: t`OneCycle sets β2 to ${formatNumber(WRITTEN)}: the optimizer's ${formatNumber(own)} is never used.`,
    why: t(
      "With cycle_momentum, which is on unless it is switched off, DeepSpeed's OneCycle writes both betas into every parameter group.",
    ),
    source: {
      label: "DeepSpeed, runtime/lr_schedules.py",
      url: "https://github.com/deepspeedai/DeepSpeed/blob/master/deepspeed/runtime/lr_schedules.py",
    },
    fixes: cycles ? [] : insertEntry(parameters, reading.text, '"cycle_momentum": false'),
  });
}
