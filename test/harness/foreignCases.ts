import { FOREIGN_TEXTS } from "../unit/handles/foreignTexts";

/** A number of another program's file that follows a handle. */
interface Followed {
  readonly handle: string;
  /** What stands around the number, once in the text. */
  readonly before: string;
  readonly after: string;
  /** The number, in the notation that it keeps. */
  readonly number: RegExp;
}

/** One file: a number dragged to the right by the mouse, and one moved by a key. */
export interface ForeignCase {
  readonly name: string;
  readonly mouse: Followed;
  readonly keys: Followed & { readonly key: string };
}

const WHOLE = /^\d+$/;
const DECIMAL = /^0\.\d+$/;

/** By format: YAML as PyYAML reads it, a tuple in YAML, a list in YAML, JSON, a shell's flags, Caffe's text. */
export const FOREIGN_CASES: readonly ForeignCase[] = [
  {
    name: "axolotl.yaml",
    mouse: at("warmup_steps+learning_rate", "warmup_steps: ", "\n", WHOLE),
    keys: {
      ...at("warmup_steps+learning_rate", "learning_rate: ", " # of", /^\d\.\d+e-5$/),
      key: "Shift+ArrowUp",
    },
  },
  {
    name: "multistep.yaml",
    mouse: at("STEPS.0", "STEPS: (", ", 600)", WHOLE),
    keys: { ...at("STEPS.1", "STEPS: (300, ", ") # of", WHOLE), key: "Shift+ArrowRight" },
  },
  {
    name: "mlx.yaml",
    mouse: at("warmup+init", "warmup: ", "\n", WHOLE),
    keys: {
      ...at("warmup+init", "arguments: [", ", 800", /^\d\.\d+e-5$/),
      key: "Shift+ArrowUp",
    },
  },
  {
    name: "ds_config.json",
    mouse: at("warmup_num_steps+warmup_max_lr", '"warmup_num_steps": ', ",", WHOLE),
    keys: {
      ...at("warmup_num_steps+warmup_max_lr", '"warmup_max_lr": ', ",", /^\d(?:\.\d+)?e-4$/),
      key: "Shift+ArrowUp",
    },
  },
  {
    name: "run.sh",
    mouse: at("warmup_ratio+learning_rate", "--warmup_ratio ", " \\", DECIMAL),
    keys: {
      ...at("warmup_ratio+learning_rate", "--learning_rate ", " --w", /^\d(?:\.\d+)?e-5$/),
      key: "Shift+ArrowUp",
    },
  },
  {
    name: "solver.prototxt",
    mouse: at("stepvalue.0+gamma", "gamma: 0.1\nstepvalue: ", "\n", WHOLE),
    keys: { ...at("base_lr", "base_lr: ", "\n", DECIMAL), key: "Shift+ArrowUp" },
  },
];

function at(handle: string, before: string, after: string, number: RegExp): Followed {
  return { handle: `learningRate/${handle}`, before, after, number };
}

export const foreignText = (name: string): string => FOREIGN_TEXTS[name] ?? "";

/** Whether a text says a greater number there, in its notation, and all else as before. */
export function hasFollowed(
  text: string,
  now: string,
  { before, after, number }: Followed,
): boolean {
  const start = text.indexOf(before) + before.length;
  const end = text.indexOf(after, start);
  const [head, tail] = [text.slice(0, start), text.slice(end)];
  const written = now.slice(start, now.length - tail.length);
  const isAlone = now.startsWith(head) && now.endsWith(tail);
  return isAlone && number.test(written) && Number(written) > Number(text.slice(start, end));
}
