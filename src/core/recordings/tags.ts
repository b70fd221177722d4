/** What a tag of a log stands for, by the names that people and frameworks give. */
export interface Meaning {
  /** "learningRate", "momentum", "loss" …; undefined where the tag keeps its own name. */
  readonly name: string | undefined;
  /** What tells parameter groups or parts of a model apart: "pg1", "unet". */
  readonly group: string | undefined;
  /** Megatron's and DeepSpeed's series along samples instead of updates. */
  readonly samples: boolean;
}

const NOTHING: Meaning = { name: undefined, group: undefined, samples: false };

/** The words before the quantity that only say during what it was measured. */
const SCOPES =
  /^(?:train|training|trainer|optim|optimizer|opt|metrics|charts|params|x|info|perf|loss)$/;

const RATE = /^(?:lr|learning_?rate)s?(?:_?(?:group_?)?(\d+))?$/;
/** Lightning's LearningRateMonitor: "lr-AdamW", "lr-AdamW-1", "lr-AdamW-momentum". */
const MONITOR = /^lr-[A-Za-z]\w*?(?:-(\d+))?(?:-(momentum|weight_decay))?$/;
const MOMENTUM = /^(?:momentum|mom)(?:_?(\d+))?$/;

/** The meaning of one tag; case, "-" against "_" and the scope before it don't matter. */
export function meaningOf(tag: string): Meaning {
  const samples = /vs[ _]samples$|^Train\/Samples\//i.test(tag);
  const bare = tag.replace(/[ _]vs[ _]samples$/i, "").replace(/^Train\/Samples\//i, "");
  const parts = bare.split(/[/.:]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  const scoped = parts.findIndex((part) => !SCOPES.test(plainWord(part)));
  const [word = "", ...rest] = parts.slice(Math.max(0, scoped));
  const found = rateOf(word, rest) ?? plainOf(parts.map(plainWord));
  return { ...NOTHING, ...found, samples };
}

/** Keras' callback for TensorBoard logs "epoch_loss". */
const plainWord = (part: string): string =>
  part
    .toLowerCase()
    .replace(/[- ]/g, "_")
    .replace(/^epoch_(?=.)/, "");

function rateOf(word: string, rest: readonly string[]): Partial<Meaning> | undefined {
  const [, optimizer, other] = MONITOR.exec(word) ?? [];
  const number = RATE.exec(plainWord(word))?.[1] ?? optimizer;
  const group = number === undefined ? rest : [number, ...rest];
  if (other !== undefined) return named(other === "momentum" ? "momentum" : "weightDecay", group);
  // Prodigy's step size beside its rate, in kohya's logs
  if (rest[0]?.startsWith("d*") || !(RATE.test(plainWord(word)) || MONITOR.test(word)))
    return undefined;
  return named("learningRate", group);
}

const named = (name: string, group: readonly string[]): Partial<Meaning> => ({
  name,
  group: group.length === 0 ? undefined : group.join("/"),
});

const PLAIN: readonly (readonly [string, RegExp])[] = [
  ["momentum", MOMENTUM],
  ["loss", /^(?:train_|training_|total_|lm_)?loss$/],
  ["validationLoss", /^(?:val|valid|validation|eval|test)_?loss$/],
  ["gradientNorm", /^(?:grad|gradient)_?norm$/],
  ["weightDecay", /^(?:weight_decay|wd)$/],
  ["epoch", /^epochs?$/],
];

const EVALUATION = /^(?:val|valid|validation|eval|evaluation|test)$/;

function plainOf(words: readonly string[]): Partial<Meaning> | undefined {
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  if (before.length === 1 && EVALUATION.test(before[0] ?? "") && /^(?:total_)?loss$/.test(last))
    return { name: "validationLoss" };
  if (!before.every((word) => SCOPES.test(word))) return undefined;
  const name = PLAIN.find(([, pattern]) => pattern.test(last))?.[0];
  return name === undefined ? undefined : { name };
}

/** Columns that a row counts along, the most telling first. */
const CLOCKS: readonly (readonly [RegExp, "steps" | "epochs" | "samples"])[] = [
  [
    /^(?:train(?:er|ing)?[/.])?(?:global_?step|num_updates|current_steps|optimizer_step|train_step)s?$/i,
    "steps",
  ],
  [/^(?:train[/.])?(?:steps?|iter|iters|iteration|iterations|it|update|updates|itr)$/i, "steps"],
  [/^(?:train[/.])?(?:consumed_)?samples(?:_seen)?$/i, "samples"],
  [/^_step$/, "steps"],
  [/^(?:train[/.])?epochs?$/i, "epochs"],
];

export interface Clock {
  /** How much the name says that it is the clock; 0 most. */
  readonly rank: number;
  readonly axis: "steps" | "epochs" | "samples";
}

/** Whether a column counts, and what; undefined where it doesn't. */
export const clockOf = remembered((column: string): Clock | undefined => {
  const rank = CLOCKS.findIndex(([pattern]) => pattern.test(column.trim()));
  const found = CLOCKS[rank];
  return found && { rank, axis: found[1] };
});

const TIME = /^(?:_timestamp|timestamp|wall_?time|_runtime|time_stamp)$/i;

/** A column with the wall clock, in seconds. */
export const isTimeTag = remembered((column: string): boolean => TIME.test(column.trim()));

const MOST_REMEMBERED = 1000;

/** The function with its latest answers kept: every record of a log asks for the same names. */
function remembered<T>(of: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    if (answers.has(name)) return answers.get(name) as T;
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    const answer = of(name);
    answers.set(name, answer);
    return answer;
  };
}
