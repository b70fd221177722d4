import type { SourceObject } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { firstOf } from "../config/fields";
import type { Reading } from "../config/reading";

/** Programs that start several processes of a script. */
const LAUNCHERS = /\b(?:accelerate|torchrun|deepspeed|mpirun|srun)\b|torch\.distributed/;

/**
 * How many processes a launch command starts. `accelerate launch` without `--num_processes` takes
 * its config file's number, or one for each GPU: that is asked for.
 */
export function processesOf(root: SourceObject, reading: Reading, at: Range): number | undefined {
  const given = firstOf(root, "num_processes");
  if (given) return reading.number(given, "processes");
  const perNode = firstOf(root, "nproc_per_node");
  const nodes = firstOf(root, "nnodes");
  if (perNode) {
    const own = reading.number(perNode, "processes");
    const count = nodes ? reading.number(nodes, "processes") : 1;
    return own === undefined || count === undefined ? undefined : own * count;
  }
  return LAUNCHERS.test(reading.text) ? reading.ask("processes", at, "processes") : 1;
}
