import { transformersTable } from "../../libraries/transformers/table";
import type { LibraryRecord } from "../../libraries/value";
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
  readonly optimizer: string;
}

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
