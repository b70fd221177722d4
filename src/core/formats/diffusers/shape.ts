import type { LibraryRecord } from "../../libraries/value";
import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { firstOf } from "../config/fields";
import type { Reading } from "../config/reading";
import { restartTrap } from "../config/restartTrap";
import type { NamedScript } from "./scripts";
import { DIFFUSERS } from "./traps";

/** diffusers' SchedulerType without piecewise_constant, whose rules no script passes on. */
const KINDS: ReadonlySet<string> = new Set([
  "constant",
  "constant_with_warmup",
  "linear",
  "cosine",
  "cosine_with_restarts",
  "polynomial",
]);

interface Shape {
  readonly root: SourceObject;
  readonly kind: string;
  readonly kindEntry: SourceEntry | undefined;
  readonly script: NamedScript;
  readonly scale: number;
}

/** The scheduler's own arguments; undefined where it cannot be drawn. */
export function shapeOf(shape: Shape, reading: Reading): LibraryRecord | undefined {
  const { kind, kindEntry, root, script, scale } = shape;
  const at = kindEntry?.value.range;
  if (!KINDS.has(kind)) {
    const reason =
      kind === "piecewise_constant"
        ? t("piecewise_constant needs step_rules, which no training script of diffusers passes on.")
        : t`diffusers has no scheduler ${kind}; it has ${[...KINDS].join(", ")}.`;
    // another program's script may have schedulers of its own
    if (at && script.known) reading.refuse(at, reason);
    else if (at) reading.notRead(at, kind);
    return undefined;
  }
  if (kind === "polynomial" && scale !== 1) {
    // past its end the polynomial jumps at a step of the scheduler's own, between two updates
    if (at) reading.notRead(at, t("polynomial on another clock than the updates'"));
    return undefined;
  }
  const cycles = firstOf(root, "lr_num_cycles");
  const power = firstOf(root, "lr_power");
  const isPassed = script.known?.shaped !== false;
  const count = isPassed ? reading.number(cycles, "number") : undefined;
  if (kind === "cosine_with_restarts") {
    restartTrap({ cycles, count, kindEntry, key: "--lr_num_cycles", source: DIFFUSERS }, reading);
    return count === undefined ? {} : { num_cycles: count };
  }
  if (kind !== "polynomial") return {};
  const exponent = isPassed ? reading.number(power, "number") : undefined;
  return exponent === undefined ? {} : { power: exponent };
}
