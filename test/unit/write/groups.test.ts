import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { withoutComments } from "../../../src/core/text/commentLines";
import { parseCsv } from "../../../src/core/data/parseCsv";
import { parseJson } from "../../../src/core/parse/json";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert, type Conversion } from "../../../src/core/write/convert";
import { writerOf, writers } from "../../../src/core/write/table";
import { one, readAlone } from "../formats/read";
import { unfolded } from "./unfolded";

const file = "ulmfit.schedule.json";

function ulmfit(): Schedule {
  const text = readFileSync(`examples/json/${file}`, "utf8");
  const [found] = analyze(parseJson(text)).schedules;
  if (!found?.schedule) throw new Error("no schedule");
  return found.schedule;
}

const LAYERS = ["layer 1", "layer 2", "layer 3", "layer 4"] as const;

/** Howard & Ruder 2018, equation 3 with cut_frac = 0.1, ratio = 32; each lower layer 2.6 times slower. */
function slanted(step: number, layer: number): number {
  const cut = 500;
  const p = step < cut ? step / cut : 1 - (step - cut) / (5000 - cut);
  return ((0.01 * (1 + p * 31)) / 32) * 2.6 ** (layer - 4);
}

async function written(target: string, schedule: Schedule): Promise<Conversion> {
  const writer = writerOf(target);
  if (!writer) throw new Error(`no target ${target}`);
  return convert(writer, { schedule, file }, readAlone);
}

const STEPS = [0, 1, 250, 499, 500, 501, 2750, 4999];

function follows(at: (step: number, layer: number) => number | undefined): void {
  for (const step of STEPS)
    LAYERS.forEach((_, i) => {
      const expected = slanted(step, i + 1);
      expect(Math.abs((at(step, i + 1) ?? NaN) / expected - 1)).toBeLessThan(1e-13);
    });
}

describe("rates of layers", () => {
  const WITHOUT = /A Keras optimizer|A scheduler of timm|param_scheduler gives|names no parameter/;

  it.each(writers.map(({ target }) => target))(
    "are written or named as left: %s",
    async (target) => {
      const { code, left, refused, unread } = await written(target, ulmfit());
      expect(unread).toEqual([]);
      if (refused !== null) {
        expect(target).toBe("deepspeed");
        expect(refused).toMatch(/no scheduler/);
      } else if (["keras", "timm", "mmengine"].includes(target)) {
        expect(left).toEqual(["layers"]);
        expect(unfolded(code)).toMatch(/Not in this code: layers\./);
        expect(unfolded(code)).toMatch(WITHOUT);
      } else {
        expect(left).toEqual([]);
        const own = ["json", "typescript"].includes(target);
        expect(code).toMatch(own ? /"?layers"?: / : /layer.?4/i);
        expect(unfolded(code)).not.toMatch(/Not in this code/);
      }
    },
  );

  it("are functions in JavaScript", async () => {
    const { code } = await written("javascript", ulmfit());
    const script = (code ?? "").replaceAll("export function", "function");
    const names = LAYERS.map((_, i) => `learningRateOfLayer${i + 1}`);
    const found = runInNewContext(`${script}\n[${names.join()}]`) as ((step: number) => number)[];
    follows((step, layer) => found[layer - 1]?.(step));
  });

  it("are columns of a table", async () => {
    const { code } = await written("csv", ulmfit());
    const [head, ...rows] = parseCsv(withoutComments(code ?? ""));
    const columns = LAYERS.map((name) => head?.fields.indexOf(`learningRate.${name}`) ?? -1);
    follows((step, layer) => Number(rows[step]?.fields[columns[layer - 1] ?? -1]));
  });

  it.each(["python", "optax", "numpy"])("stand in GROUPS by their names: %s", async (target) => {
    const { code } = await written(target, ulmfit());
    const [, table = ""] = /^GROUPS = \{\n([^}]*)\}/m.exec(code ?? "") ?? [];
    const names = [...table.matchAll(/^ {4}"(layer \d)": (\w+),$/gm)];
    expect(names.map(([, name]) => name)).toEqual(LAYERS);
    for (const [, , name] of names) expect(code).toMatch(new RegExp(`^(?:def )?${name}\\b`, "m"));
  });

  it("are named where there are too many to write", async () => {
    const count = 80;
    const plain = {
      length: { steps: 20 },
      learningRate: { kind: "cosine", from: 1, to: 0 },
      layers: { count, ratio: 0.9 },
    };
    const [found] = analyze(parseJson(JSON.stringify(plain))).schedules;
    if (!found?.schedule) throw new Error("no schedule");
    for (const target of ["torch", "optax", "python", "javascript", "numpy", "csv"])
      expect((await written(target, found.schedule)).left, target).toEqual(["layers"]);
  });
});

describe("parameter groups of a script", () => {
  const SCRIPT = `import torch
optimizer = torch.optim.SGD([{"params": a}, {"params": b, "lr": 0.01}], lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=500)
for step in range(500):
    optimizer.step()
    scheduler.step()
`;

  it.each(writers.map(({ target }) => target))(
    "are written or named as left: %s",
    async (target) => {
      const schedule = (await one("train.py", SCRIPT))?.schedule;
      if (!schedule) throw new Error("no schedule");
      expect([...schedule.tracks.keys()]).toEqual(["learningRate", "learningRate[1]"]);
      const { code, left, refused } = await written(target, schedule);
      if (refused !== null) expect(refused).toMatch(/no scheduler/);
      else if (left.length > 0) {
        expect(["keras", "timm", "mmengine", "json", "typescript"]).toContain(target);
        expect(left).toEqual(["learningRate[1]"]);
        if (target !== "json")
          expect(unfolded(code)).toMatch(/Not in this code: learningRate\[1\]/);
      } else expect(code).toMatch(/learning_?rate_?\[?1\b|"group 1"/i);
    },
  );
});
