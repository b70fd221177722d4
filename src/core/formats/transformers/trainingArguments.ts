import type { LibraryValue } from "../../libraries/value";
import { isRecord } from "../../libraries/value";
import { transformersTable } from "../../libraries/transformers/table";
import { UPDATES_PER_EPOCH } from "../epochClock";
import { argumentRange, type Asking } from "../python/asking";
import { toLibrary } from "../python/convert";
import type { SymbolUnit } from "../format";
import { t } from "../../text/words";
import type { FoundSchedule } from "../python/dialect";
import { nominalSteps } from "../horizon";
import { libraryRun } from "../python/libraryRun";
import { COMMAND_LINE } from "../python/script/flags/argparse";
import { numberOf, type LibraryObject, type Value } from "../python/script/value";
import { SCHEDULER_TYPES } from "./functions";
import { looksOf } from "./looks";
import { metricsOf } from "../torch/plateau";
import { argumentTraps } from "./rules";

/** Our names of the Trainer's arguments for its optimizer. */
const PLACES = [
  ["weightDecay", "weight_decay"],
  ["beta1", "adam_beta1"],
  ["beta2", "adam_beta2"],
] as const;

/**
 * The Trainer's schedule: N is max_steps, or epochs times updates; the warmup a number of updates,
 * or below 1 a share of N. `rate` is the class's default.
 */
export function argumentsRun(
  object: LibraryObject,
  rate: number,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const given = (name: string): Value | undefined => object.given.keywords.get(name)?.value;
  if (isSpread(object, asking)) return undefined;
  const isOpen = object.given.open?.symbol === COMMAND_LINE;
  if (isOpen) flagsByDefault(object, asking);
  const numberAt = (name: string, fallback: number): number | undefined => {
    const unit = FLAGS.get(name);
    if (isOpen && unit) return asking.ask(`--${name}`, object.calleeRange, unit);
    const value = given(name);
    asking.setting(name, value, { range: object.given.keywords.get(name)?.range });
    return value && value.type !== "none" ? asking.number(value) : fallback;
  };
  const learningRate = numberAt("learning_rate", rate);
  const kind = kindOf(given("lr_scheduler_type"), asking);
  const steps = numberAt("max_steps", -1);
  const epochs = numberAt("num_train_epochs", 3);
  const warmupSteps = numberAt("warmup_steps", 0);
  const ratio = numberAt("warmup_ratio", 0);
  const more = given("lr_scheduler_kwargs");
  asking.setting("lr_scheduler_kwargs", more);
  const own = more && more.type !== "text" ? toLibrary(more, asking) : {};
  const perEpoch =
    steps !== undefined && steps <= 0
      ? asking.ask(UPDATES_PER_EPOCH, object.calleeRange, "steps per epoch")
      : undefined;
  if (learningRate === undefined || kind === undefined || warmupSteps === undefined)
    return undefined;
  if (ratio === undefined || steps === undefined || own === undefined) return undefined;
  const length =
    steps > 0
      ? steps
      : epochs !== undefined && perEpoch !== undefined
        ? Math.ceil(epochs * perEpoch)
        : undefined;
  const share = warmupSteps >= 1 ? 0 : warmupSteps > 0 ? warmupSteps : ratio;
  const nominal = nominalSteps(warmupSteps);
  const total = length ?? nominal;
  const warmup = share > 0 ? Math.ceil(total * share) : Math.floor(warmupSteps);
  const args: Record<string, LibraryValue> = {
    num_warmup_steps: warmup,
    num_training_steps: total,
    ...(isRecord(own) && own),
  };
  const metric = kind === "reduce_lr_on_plateau" || kind === "greedy";
  const metrics = metric ? metricsOf(asking, object, length, looksOf(kind)) : undefined;
  if (metric && !metrics) return undefined;
  argumentTraps({ object, kind, warmup, length, asking });
  const name = given("optim");
  const { keywords } = object.given;
  for (const [key, argument] of PLACES) asking.place(["optimizer", key], keywords.get(argument));
  return libraryRun(asking, {
    table: transformersTable,
    kind,
    args,
    context: {
      optimizer: {
        kind: "AdamW",
        learningRates: [learningRate],
        defaultLearningRate: learningRate,
      },
    },
    metrics,
    length,
    drawn: nominal,
    horizon: "nominal",
    knownUntil: share > 0 ? 0 : warmup + 1,
    own: name
      ? undefined
      : {
          name: "AdamW",
          weightDecay: numberOf(given("weight_decay")) ?? 0,
          beta1: numberOf(given("adam_beta1")) ?? 0.9,
          beta2: numberOf(given("adam_beta2")) ?? 0.999,
        },
    rangeOf: ([key], at) =>
      (typeof key === "string" ? argumentRange(object.given, [], key, at) : undefined) ??
      object.calleeRange,
  });
}

/** Arguments that decide the curve. */
const DECIDING = [
  "learning_rate",
  "lr_scheduler_type",
  "max_steps",
  "num_train_epochs",
  "warmup_steps",
  "warmup_ratio",
  "lr_scheduler_kwargs",
];

/** `TrainingArguments(**settings)`: what is not given by name may be in there. */
function isSpread({ given: { open, keywords } }: LibraryObject, asking: Asking): boolean {
  if (!open || open.symbol === COMMAND_LINE) return false;
  if (DECIDING.every((name) => keywords.has(name))) return false;
  asking.ask(`what ${open.symbol} holds`, open.range, "number");
  return true;
}

/** What of arguments that the command line fills has to be said: the numbers that most runs give. */
const FLAGS: ReadonlyMap<string, SymbolUnit> = new Map([
  ["learning_rate", "rate"],
  ["max_steps", "steps"],
  ["warmup_steps", "steps"],
]);

/** HfArgumentParser: all that no value is given for here has the default of its class. */
function flagsByDefault({ calleeRange }: LibraryObject, asking: Asking): void {
  asking.trap({
    code: "flags-by-default",
    severity: "information",
    range: calleeRange,
    message: t(
      "The command line fills these arguments: flags that can't be given here (lr_scheduler_type and others) have their defaults.",
    ),
    why: t(
      "HfArgumentParser takes each field from a flag of its name; a shell script with these flags is drawn by itself.",
    ),
    source: {
      label: "transformers: HfArgumentParser",
      url: "https://huggingface.co/docs/transformers/internal/trainer_utils#transformers.HfArgumentParser",
    },
  });
}

function kindOf(value: Value | undefined, asking: Asking): string | undefined {
  if (!value || value.type === "none") return "linear";
  if (value.type === "text") return value.value;
  const member =
    value.type === "library" ? /SchedulerType\.(\w+)$/.exec(value.path)?.[1] : undefined;
  if (member !== undefined) return member.toLowerCase();
  asking.askForText(value, SCHEDULER_TYPES);
  return undefined;
}
