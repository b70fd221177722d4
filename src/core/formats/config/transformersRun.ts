import { transformersTable } from "../../libraries/transformers/table";
import type { LibraryRecord } from "../../libraries/value";
import { entryOf, type SourceObject } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { warmupParts } from "../foreignSchedule";
import { drawnSteps, nominalSteps } from "../horizon";
import type { ConfigRun } from "./dialect";
import { callLibrary } from "./libraryCall";
import type { Reading } from "./reading";

/** A schedule of transformers' names; lengths in updates, as many as the scheduler's own amount to. */
export interface TransformersPlan {
  readonly kind: string;
  readonly kindRange: Range;
  /** One of each parameter group. */
  readonly rates: readonly number[];
  readonly warmup: number;
  /** The run; undefined while it is not known. */
  readonly steps: number | undefined;
  /** Where the schedule believes that the run ends, where that is not `steps`. */
  readonly total?: number;
  readonly values?: LibraryRecord;
  /** Where the program's own keys stand. */
  readonly root: SourceObject;
  readonly optimizer: string;
}

/** `num_cycles` is `lr_num_cycles` in diffusers, `lr_scheduler_num_cycles` in kohya's scripts. */
const keyIn = (root: SourceObject, argument: string): string =>
  [`lr_${argument}`, `lr_scheduler_${argument}`].find((key) => entryOf(root, key)) ?? argument;

/** Of these the shape does not hang on N. */
const OPEN: ReadonlySet<string> = new Set(["constant", "constant_with_warmup", "inverse_sqrt"]);

export function transformersRun(plan: TransformersPlan, reading: Reading): ConfigRun | undefined {
  const { kind, kindRange, rates, warmup, steps } = plan;
  const isOpen = steps === undefined && OPEN.has(kind);
  const length = steps ?? (isOpen ? drawnSteps([warmup], 1000) : nominalSteps(warmup));
  const tracks = callLibrary(reading, {
    table: transformersTable,
    kind,
    kindRange,
    source: undefined,
    values: {
      num_warmup_steps: warmup,
      num_training_steps: plan.total ?? length,
      ...plan.values,
    },
    places: { root: plan.root, keyOf: (argument) => keyIn(plan.root, argument) },
    context: {
      steps: length,
      optimizer: { kind: "AdamW", learningRates: rates, defaultLearningRate: rates[0] ?? 0 },
    },
  });
  const horizon = steps !== undefined ? undefined : isOpen ? "open" : "nominal";
  return (
    tracks && {
      length,
      ...(horizon && { horizon }),
      ...(horizon === "nominal" && { knownUntil: warmup }),
      tracks,
      kind,
      optimizer: { name: plan.optimizer },
      baseRate: rates[0],
      ...(warmup > 0 &&
        kind !== "constant" && { parts: warmupParts(kind, warmup, length, rates[0] ?? 0) }),
    }
  );
}
