import { FOREIGN_TEXTS, OPEN_TEXTS } from "../unit/handles/foreignTexts";

/** A handle that is pulled by the mouse or a key, and the one part of the text that changes. */
export interface Pulled {
  readonly handle: string;
  /** Stands once in the text; all around it stays as it is, byte by byte. */
  readonly before: string;
  readonly after: string;
}
export interface Dragged extends Pulled {
  /** How far, in pixels of a panel of `PANEL_WIDTH`. */
  readonly by: readonly [x: number, y: number];
}
export interface Pressed extends Pulled {
  readonly key: string;
}

/** One file: a number dragged by the mouse, and one moved by a key. */
export interface ForeignCase {
  readonly name: string;
  readonly mouse: Dragged;
  readonly keys: Pressed;
}

/**
 * One table for all that tries them: Chromium, the real VS Code, and the test of what the editor asks
 * before it writes.
 *
 * Expected by hand: the plot is 212 pixels wide, a drag ends at the nearest multiple of the least
 * 1, 2, 5 · 10ᵏ that is worth 2.5 pixels or more. In 500 steps 30 pixels are 71: from 10 to 80. Each
 * ends a pixel or more from where the next multiple begins. A key with Shift goes ten multiples of
 * the least 1, 2, 5 · 10ᵏ that is worth a pixel.
 */
export const FOREIGN_CASES: readonly ForeignCase[] = [
  {
    name: "axolotl.yaml",
    mouse: dragged("warmup_steps+learning_rate", [30, 0], "warmup_steps: 10", "warmup_steps: 80"),
    keys: pressed(
      "warmup_steps+learning_rate",
      "Up",
      "learning_rate: 2e-5 #",
      "learning_rate: 2.2e-5 #",
    ),
  },
  {
    name: "multistep.yaml",
    mouse: dragged("STEPS.0", [28, 0], "STEPS: (300, 600)", "STEPS: (420, 600)"),
    keys: pressed("STEPS.1", "Right", "STEPS: (300, 600)", "STEPS: (300, 650)"),
  },
  {
    name: "mlx.yaml",
    mouse: dragged("warmup+init", [30, 0], "warmup: 100", "warmup: 240"),
    keys: pressed("warmup+init", "Up", "arguments: [1e-5,", "arguments: [1.1e-5,"),
  },
  {
    name: "ds_config.json",
    mouse: dragged(
      "warmup_num_steps+warmup_max_lr",
      [30, 0],
      '"warmup_num_steps": 100',
      '"warmup_num_steps": 240',
    ),
    keys: pressed(
      "warmup_num_steps+warmup_max_lr",
      "Up",
      '"warmup_max_lr": 3e-4',
      '"warmup_max_lr": 3.5e-4',
    ),
  },
  {
    name: "run.sh",
    mouse: dragged(
      "warmup_ratio+learning_rate",
      [32, 0],
      "--warmup_ratio 0.03",
      "--warmup_ratio 0.18",
    ),
    keys: pressed(
      "warmup_ratio+learning_rate",
      "Up",
      "--learning_rate 2e-5",
      "--learning_rate 2.2e-5",
    ),
  },
  {
    name: "solver.prototxt",
    mouse: dragged("stepvalue.0+gamma", [28, 0], "stepvalue: 1000", "stepvalue: 1400"),
    keys: pressed("base_lr", "Up", "base_lr: 0.01", "base_lr: 0.011"),
  },
  {
    name: "train.toml",
    mouse: dragged("warmup_steps+lr", [30, 0], "warmup_steps = 4", "warmup_steps = 10"),
    keys: pressed("warmup_steps+lr", "Up", "lr = 8e-4", "lr = 9e-4"),
  },
  {
    name: "pipeline.config",
    mouse: dragged(
      "warmup_steps+learning_rate_base",
      [30, 0],
      "warmup_steps: 250",
      "warmup_steps: 4500",
    ),
    keys: pressed(
      "warmup_steps+learning_rate_base",
      "Up",
      "learning_rate_base: 0.08",
      "learning_rate_base: 0.09",
    ),
  },
  {
    name: "arguments.py",
    mouse: dragged("warmup_ratio+learning_rate", [32, 0], "warmup_ratio=0.03", "warmup_ratio=0.18"),
    keys: pressed("warmup_ratio+learning_rate", "Up", "learning_rate=2e-5", "learning_rate=2.2e-5"),
  },
  {
    name: "argparse.py",
    mouse: dragged("num_warmup_steps+lr", [32, 0], 'default="100"', 'default="400"'),
    keys: pressed("num_warmup_steps+lr", "Up", "default=3e-4", "default=3.5e-4"),
  },
  {
    name: "multistep.py",
    mouse: dragged("milestones.0+gamma", [33, 0], "[30, 80]", "[44, 80]"),
    keys: pressed("lr", "Up", "lr=0.1)", "lr=0.11)"),
  },
  {
    name: "optax.py",
    mouse: dragged("warmup_steps+peak_value", [30, 0], "3e-4, 1_000,", "3e-4, 4_500,"),
    keys: pressed("warmup_steps+peak_value", "Up", "3e-4, 1_000,", "3.5e-4, 1_000,"),
  },
  {
    name: "mpt.yaml",
    mouse: dragged("t_warmup+lr", [30, 0], "t_warmup: 100ba", "t_warmup: 800ba"),
    keys: pressed("t_warmup+lr", "Up", "lr: 6.0e-4", "lr: 6.5e-4"),
  },
  {
    name: "ultralytics.yaml",
    mouse: dragged("warmup_epochs+lr0", [34, 0], "warmup_epochs: 3.0", "warmup_epochs: 19.0"),
    keys: pressed("warmup_epochs+lr0", "Up", "lr0: 0.01", "lr0: 0.011"),
  },
  {
    name: "llamaFactory.yaml",
    mouse: dragged("warmup_steps+learning_rate", [30, 0], "warmup_steps: 20", "warmup_steps: 90"),
    keys: pressed(
      "warmup_steps+learning_rate",
      "Up",
      "learning_rate: 1.0e-4",
      "learning_rate: 1.1e-4",
    ),
  },
  {
    name: "torchtune.yaml",
    mouse: dragged(
      "num_warmup_steps+lr",
      [30, 0],
      "num_warmup_steps: 100",
      "num_warmup_steps: 240",
    ),
    keys: pressed("num_warmup_steps+lr", "Up", "lr: 3e-4", "lr: 3.5e-4"),
  },
  {
    name: "mmIterations.py",
    mouse: dragged("end+lr", [30, 0], "end=100)", "end=240)"),
    keys: pressed("end+lr", "Up", "lr=0.02,", "lr=0.022,"),
  },
  {
    name: "timm.yaml",
    mouse: dragged("warmup_epochs+lr", [31, 0], "warmup_epochs: 5", "warmup_epochs: 50"),
    keys: pressed("warmup_epochs+lr", "Up", "\nlr: 0.1", "\nlr: 0.11"),
  },
  {
    name: "diffusers.sh",
    mouse: dragged(
      "lr_warmup_steps+learning_rate",
      [30, 0],
      "--lr_warmup_steps=100",
      "--lr_warmup_steps=240",
    ),
    keys: pressed(
      "lr_warmup_steps+learning_rate",
      "Up",
      "--learning_rate=1e-5",
      "--learning_rate=1.1e-5",
    ),
  },
  {
    name: "kohya.sh",
    mouse: dragged(
      "lr_warmup_steps+learning_rate",
      [30, 0],
      "--lr_warmup_steps=100",
      "--lr_warmup_steps=240",
    ),
    keys: pressed(
      "lr_warmup_steps+learning_rate",
      "Up",
      "--learning_rate=1e-4",
      "--learning_rate=1.1e-4",
    ),
  },
  {
    name: "toolkit.yaml",
    mouse: dragged(
      "num_warmup_steps+lr",
      [30, 0],
      "num_warmup_steps: 100",
      "num_warmup_steps: 170",
    ),
    keys: pressed("num_warmup_steps+lr", "Up", " lr: 2e-4", " lr: 2.2e-4"),
  },
  {
    name: "levanter.yaml",
    mouse: dragged("warmup+learning_rate", [30, 0], "warmup: 200", "warmup: 340"),
    keys: pressed("warmup+learning_rate", "Up", "learning_rate: 6E-4", "learning_rate: 6.5E-4"),
  },
  {
    name: "olmo.yaml",
    mouse: dragged("t_warmup+learning_rate", [30, 0], "t_warmup: 100", "t_warmup: 240"),
    keys: pressed("t_warmup+learning_rate", "Up", "learning_rate: 3.0e-4", "learning_rate: 3.5e-4"),
  },
  {
    name: "nemo.yaml",
    mouse: dragged("warmup_steps+lr", [30, 0], "warmup_steps: 100", "warmup_steps: 240"),
    keys: pressed("warmup_steps+lr", "Up", "lr: 1e-3", "lr: 1.1e-3"),
  },
  {
    name: "litgpt.yaml",
    mouse: dragged("lr_warmup_steps+lr", [30, 0], "lr_warmup_steps: 100", "lr_warmup_steps: 240"),
    keys: pressed("lr_warmup_steps+lr", "Up", "lr: 0.0002", "lr: 0.00022"),
  },
  {
    name: "pretrain.sh",
    mouse: dragged("lr-warmup-iters+lr", [30, 0], "--lr-warmup-iters 200", "--lr-warmup-iters 900"),
    keys: pressed("lr-warmup-iters+lr", "Up", "LR=1.5e-4", "LR=1.7e-4"),
  },
  {
    name: "detectron2.yaml",
    mouse: dragged("WARMUP_ITERS+BASE_LR", [28, 0], "WARMUP_ITERS: 500", "WARMUP_ITERS: 12000"),
    keys: pressed("WARMUP_ITERS+BASE_LR", "Up", "BASE_LR: 0.02", "BASE_LR: 0.022"),
  },
  {
    name: "keras.py",
    mouse: dragged("warmup_steps+warmup_target", [31, 0], "warmup_steps=100", "warmup_steps=300"),
    keys: pressed("warmup_steps+warmup_target", "Up", "warmup_target=1e-3", "warmup_target=1.1e-3"),
  },
  {
    name: "share.yaml",
    mouse: dragged("t_warmup+lr", [32, 0], "t_warmup: 0.05dur #", "t_warmup: 0.2dur #"),
    keys: pressed("t_warmup+lr", "Up", "lr: 6.0e-4", "lr: 6.5e-4"),
  },
  {
    name: "composer.py",
    mouse: dragged("t_warmup+lr", [30, 0], '"100ba"', '"240ba"'),
    keys: pressed("t_warmup+lr", "Up", "lr=1e-3", "lr=1.1e-3"),
  },
  {
    name: "accelerate.py",
    mouse: dragged("num_warmup_steps+lr", [32, 0], "40, 400", "100, 400"),
    keys: pressed("num_warmup_steps+lr", "Up", "lr=1e-3", "lr=1.1e-3"),
  },
  {
    name: "hydra.yaml",
    mouse: dragged("milestones.0+gamma", [34, 0], "[30, 60]", "[46, 60]"),
    keys: pressed("lr", "Up", "lr: 0.1", "lr: 0.11"),
  },
  {
    name: "fastai.py",
    mouse: dragged("pct_start+lr_max", [30, 0], "pct_start=0.5", "pct_start=0.64"),
    keys: pressed("pct_start+lr_max", "Up", "lr_max=1e-2", "lr_max=1.1e-2"),
  },
  {
    name: "sft.yaml",
    mouse: dragged("warmup_steps+learning_rate", [28, 0], "warmup_steps: 25", "warmup_steps: 90"),
    keys: pressed("warmup_steps+learning_rate", "Up", "rate: 2.0e-5", "rate: 2.2e-5"),
  },
  {
    name: "timm.py",
    mouse: dragged("warmup_t+lr", [31, 0], "warmup_t=20", "warmup_t=50"),
    keys: pressed("warmup_t+lr", "Up", "lr=0.1)", "lr=0.11)"),
  },
  {
    name: "choice.py",
    mouse: dragged("step_size+gamma", [34, 0], "40 if slow else 20", "40 if slow else 36"),
    keys: pressed("lr", "Up", "lr=0.1 if", "lr=0.11 if"),
  },
];

/** A notebook of one cell: its edits are those of the editor that shows the cell. */
export const NOTEBOOK_CASE: ForeignCase & { readonly cell: string } = {
  name: "book.ipynb",
  cell: (FOREIGN_TEXTS["multistep.py"] ?? "").trimEnd(),
  mouse: dragged("milestones.0+gamma", [33, 0], "[30, 80]", "[44, 80]"),
  keys: pressed("lr", "Up", "lr=0.1)", "lr=0.11)"),
};

function dragged(handle: string, by: Dragged["by"], before: string, after: string): Dragged {
  return { handle: `learningRate/${handle}`, by, before, after };
}

function pressed(handle: string, arrow: "Up" | "Right", before: string, after: string): Pressed {
  return { handle: `learningRate/${handle}`, key: `Shift+Arrow${arrow}`, before, after };
}

export const foreignText = (name: string): string =>
  FOREIGN_TEXTS[name] ?? OPEN_TEXTS[name]?.text ?? "";

/** A notebook of one cell, as Jupyter writes it. */
export function notebookOf(code: string): string {
  const source = code.split(/(?<=\n)/);
  const cell = { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source };
  const metadata = { language_info: { name: "python" } };
  return `${JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** What the user has said of the running program. */
export const saidOf = (name: string): Readonly<Record<string, number>> =>
  OPEN_TEXTS[name]?.values ?? {};
