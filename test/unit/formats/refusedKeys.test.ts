import { describe, expect, it } from "vitest";
import { readFormat } from "./read";

const TIMM = "sched: cosine\nlr: 0.1\nepochs: 30\nwarmup_epochs: 0\n";
const KOHYA =
  'learning_rate = 1e-4\nmax_train_steps = 100\nlr_scheduler = "cosine_with_restarts"\n';
const DIFFUSERS =
  "accelerate launch train_dreambooth.py --learning_rate 1e-4 --max_train_steps 100 --lr_scheduler cosine_with_restarts --lr_num_cycles 1000000000\n";
const PYTHON = (args: string): string =>
  `import torch, timm.scheduler\nopt = torch.optim.SGD(p, lr=0.1)\ns, n = timm.scheduler.create_scheduler_v2(opt, sched="cosine", ${args})\n`;

describe("what a library refuses", () => {
  it.each([
    ["args.yaml", `${TIMM}min_lr: -0.1\n`, "min_lr", "-0.1"],
    ["args.yaml", TIMM.replace("30", "0"), "epochs", "0"],
    ["train.py", PYTHON("min_lr=-0.1"), "min_lr", "-0.1"],
    [
      "train.toml",
      `${KOHYA}lr_scheduler_num_cycles = 1000000000\n`,
      "lr_scheduler_num_cycles",
      "1000000000",
    ],
    ["train.sh", DIFFUSERS, "lr_num_cycles", "1000000000"],
  ])(
    "is said, and underlined, by the key that the file has: %s",
    async (name, text, key, value) => {
      const { problems } = await readFormat(name, text);
      const refused = problems.find(({ code }) => code === "refused-value");
      expect(refused?.message).toMatch(new RegExp(`^${key} `));
      const { start = 0, end = 0 } = refused?.range ?? {};
      expect(text.slice(start, end)).toBe(value);
    },
  );
});
