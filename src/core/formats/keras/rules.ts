import { numberOf } from "../../libraries/value";
import { horizonInEpochs } from "../python/horizonInEpochs";
import type { LibraryUse } from "../python/libraryUse";
import { formatExact } from "../../text/format";
import { t } from "../../text/words";
import { epochsOfSchedule } from "./fit";
import { piecewiseLate } from "./piecewiseLate";

type KerasRule = (use: LibraryUse) => void;

const API = {
  label: "Keras: CosineDecay",
  url: "https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/",
};

/** warmup-ignored: without warmup_target, warmup_steps has no effect. */
const warmupIgnored: KerasRule = ({ kind, args, asking, argument }) => {
  const steps = argument("warmup_steps");
  const target = args["warmup_target"];
  if (kind !== "CosineDecay" || !steps || (target !== undefined && target !== null)) return;
  if (args["warmup_steps"] === 0) return;
  asking.trap({
    code: "warmup-ignored",
    severity: "error",
    range: steps.range,
    message: t("warmup_steps has no effect without warmup_target: the decay begins at once."),
    why: t(
      "CosineDecay warms up from initial_learning_rate to warmup_target, and only where a target is given.",
    ),
    source: API,
  });
};

/** floor-above-start: PolynomialDecay ends at 1e-4 unless told otherwise, which may be a rise. */
const risingDefault: KerasRule = ({ kind, args, object, asking, argument }) => {
  const start = args["initial_learning_rate"];
  if (kind !== "PolynomialDecay" || argument("end_learning_rate")) return;
  if (typeof start !== "number" || start >= 1e-4) return;
  asking.trap({
    code: "floor-above-start",
    severity: "warning",
    range: object.calleeRange,
    message: t`The rate rises: PolynomialDecay ends at 1e-4 unless end_learning_rate is given, and it begins at ${formatExact(start)}.`,
    why: t("end_learning_rate is an absolute rate with a default of 1e-4, whatever the start."),
    source: {
      label: "Keras: PolynomialDecay",
      url: "https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/",
    },
  });
};

/** step-unit-mismatch: the decay ends after so many epochs, while the optimizer counts its updates. */
const epochsAsUpdates: KerasRule = ({ kind, args, object, asking, argument }) => {
  if (kind !== "CosineDecay" && kind !== "PolynomialDecay") return;
  const epochs = epochsOfSchedule(object, asking);
  const range = argument("decay_steps")?.range ?? object.calleeRange;
  horizonInEpochs(
    { horizon: numberOf(args["decay_steps"] ?? null), range, epochs, source: API },
    asking,
  );
};

const RULES: readonly KerasRule[] = [warmupIgnored, risingDefault, piecewiseLate, epochsAsUpdates];

export function kerasTraps(use: LibraryUse): void {
  for (const rule of RULES) rule(use);
}
