import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFlags } from "../../../src/core/syntax/shell/parseFlags";
import { toPlain } from "../parse/plain";
import { readFormat, valuesOf } from "./read";

describe("flags of a shell script", () => {
  const plain = (text: string): unknown => toPlain(parseFlags(text).root);

  it("are read in commands, continued lines, arrays and texts", () => {
    expect(plain("python t.py --lr 1e-4 --bf16 \\\n  --name=x --wd '0.1'\n")).toEqual({
      lr: 1e-4,
      bf16: true,
      name: "x",
      wd: 0.1,
    });
    expect(plain('ARGS="\n --lr 0.1\n --steps 5\n"\nMORE=(\n  --min-lr 1.0e-5\n)\n')).toEqual({
      lr: 0.1,
      steps: 5,
      "min-lr": 1e-5,
    });
  });

  it("take the one literal of a variable, and nothing in its place", () => {
    expect(plain("LR=1e-4\nt --lr $LR --wd ${WD} --n $((3 * 4))\n")).toEqual({
      lr: 1e-4,
      wd: { unknown: "${WD}", reason: "runtime" },
      n: { unknown: "$((3 * 4))", reason: "runtime" },
    });
    expect(plain("t --n $(nproc --all) --m `wc -l < data.txt` --lr $(f --x 1\n")).toMatchObject({
      n: { unknown: "$(nproc --all)", reason: "runtime" },
      m: { unknown: "`wc -l < data.txt`", reason: "runtime" },
      lr: { unknown: "$", reason: "runtime" },
    });
    expect(plain("LR=1\nLR=2\nt --lr $LR\n")).toEqual({
      lr: { unknown: "$LR", reason: "runtime" },
    });
  });

  it("are not read in comments, and have no value where they have two", () => {
    expect(plain("# t --lr 1\nt --lr 2\nt --lr 3\nt --wd 1\nt --wd 1\n")).toEqual({
      lr: { unknown: "--lr", reason: "runtime" },
      wd: 1,
    });
  });
});

interface Golden {
  readonly id: string;
  readonly source?: string;
  readonly invalid?: boolean;
  readonly values?: Record<string, [number, number][]>;
  readonly paramGroups?: number;
}

describe("Megatron's own values", () => {
  const cases = readFileSync("test/fixtures/golden/megatron.jsonl", "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Golden)
    .filter(({ source = "", invalid, values }) => source.includes("--lr ") && values && !invalid)
    .filter(({ source = "" }) => /--lr-decay-style|--lr-warmup|--lr-decay-iters/.test(source));

  it("are recorded for command lines", () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  for (const { id, source = "", values = {} } of cases) {
    it(id, async () => {
      const { schedules } = await readFormat("train.sh", `torchrun pretrain.py \\\n ${source}\n`);
      const samples = values["learningRate"] ?? [];
      const scale = Math.max(...samples.map(([, value]) => Math.abs(value)));
      const ours = valuesOf(
        schedules[0],
        samples.map(([step]) => step),
      );
      samples.forEach(([step, value], i) => {
        expect(Math.abs((ours[i] ?? NaN) - value), `step ${step}`).toBeLessThanOrEqual(
          1e-12 * scale,
        );
      });
    });
  }
});

describe("transformers' flags", () => {
  it("are those of TrainingArguments, hyphens or underscores", async () => {
    const text =
      'LR=2e-5\ndeepspeed train.py \\\n  --learning-rate $LR --lr_scheduler_type "cosine" \\\n  --warmup_steps 10 --max_steps 110\n';
    const { schedules } = await readFormat("finetune.sh", `${text} --num_train_epochs 1\n`);
    expect(schedules[0]?.foreign?.format).toBe("transformers");
    expect(schedules[0]?.schedule?.length).toBe(110);
    valuesOf(schedules[0], [0, 5, 10, 60]).forEach((value, i) => {
      expect(value).toBeCloseTo([0, 1e-5, 2e-5, 1e-5][i] ?? NaN, 18);
    });
  });
});
