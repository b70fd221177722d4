import { describe, expect, it } from "vitest";
import { listHandles } from "../../../src/core/handles/listHandles";
import { moveHandle } from "../../../src/core/handles/moveHandle";
import { scaleForeign } from "../../../src/core/handles/foreign/scaleForeign";
import { withEdits } from "../../../src/core/edit/rebase";
import { close, readFormat, told, type World } from "./read";

const script = (loop: string, scheduler = "StepLR(optimizer, step_size=30, gamma=0.1)"): string =>
  `import torch
from torch.optim.lr_scheduler import *
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
scheduler = ${scheduler}
for epoch in range(90):
    ${loop}
    scheduler.step()
`;

const OVER_LOADER = "for x, y in train_loader:\n        optimizer.step()";
const GIVEN: World = { values: { "len(train_loader)": 390 } };

const stepsOfEpochs = [0, 1, 389, 390, 30 * 390 - 1, 30 * 390, 60 * 390 - 1, 60 * 390, 35_099];

async function first(text: string, world?: World) {
  const analysis = await readFormat("train.py", text, world);
  const [analyzed] = analysis.schedules;
  if (!analyzed) throw new Error("no schedule");
  return { analysis, analyzed };
}

describe("a schedule stepped once an epoch", () => {
  it("counts epochs while the updates of one are not known, and waits for nothing", async () => {
    const { analyzed } = await first(script(OVER_LOADER));
    expect(analyzed.foreign).toMatchObject({ clock: "epoch", stepped: "epoch" });
    expect(analyzed.foreign?.offers?.map(({ symbol }) => symbol)).toEqual(["len(train_loader)"]);
    expect(analyzed.unknowns).toEqual([]);
    expect(analyzed.schedule?.length).toBe(90);
  });

  it("is drawn in updates with the loader's length, each value held for an epoch", async () => {
    const { analyzed } = await first(script(OVER_LOADER), GIVEN);
    expect(analyzed.foreign).toMatchObject({ clock: "update", stepped: "epoch" });
    expect(analyzed.schedule?.length).toBe(90 * 390);
    expect(analyzed.schedule?.time).toEqual({ steps: 35_100, stepsPerEpoch: 390 });
    close(analyzed, (update) => 0.1 * 0.1 ** Math.floor(update / 390 / 30), stepsOfEpochs);
  });

  it("needs no value where the loop says its rounds", async () => {
    const { analyzed } = await first(script("for i in range(50):\n        optimizer.step()"));
    expect(analyzed.schedule?.length).toBe(90 * 50);
    close(analyzed, (update) => 0.1 * 0.1 ** Math.floor(update / 50 / 30), [0, 1499, 1500, 4499]);
  });

  it.each([
    ["of a guarded update", "for i, x in enumerate(l):\n        if i % 4 == 3: optimizer.step()"],
    ["of two updates a round", "for x in l:\n        optimizer.step()\n        optimizer.step()"],
    ["of a function that nothing shows", "fit(model, optimizer)"],
  ])("asks for the updates themselves: %s", async (_, loop) => {
    const { analyzed } = await first(script(loop), { values: { "len(l)": 10 } });
    expect(analyzed.foreign?.offers?.map(({ symbol }) => symbol)).toEqual(["updates per epoch"]);
    const given = await first(script(loop), { values: { "updates per epoch": 97 } });
    expect(given.analyzed.schedule?.length).toBe(90 * 97);
  });

  it("takes one update of two branches for one", async () => {
    const loop =
      "for x in train_loader:\n        if amp: scaler.step(optimizer)\n        else: optimizer.step()";
    const { analyzed } = await first(script(loop), GIVEN);
    expect(analyzed.schedule?.length).toBe(35_100);
  });

  /** torch 2.13: CosineAnnealingWarmRestarts, its rates at some updates. */
  const restarts = (update: string, batches = "range(25)"): string => `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=4, T_mult=2, eta_min=1e-4)
n = 0
for epoch in range(12):
    for i, x in enumerate(${batches}):
${update}`;
  const AFTER = "        optimizer.step()\n        scheduler.step(epoch + i / 25)\n";
  const RESTARTS = [
    [0, 0.1],
    [1, 0.1],
    [2, 0.0999753526902683],
    [60, 0.03611439425334051],
    [99, 0.00019856491500783565],
    [100, 0.0001246473097317066],
    [101, 0.1],
    [299, 0.0001246473097317066],
  ] as const;

  it.each([
    ["as its documentation has it", restarts(AFTER)],
    [
      "by a count of its own",
      restarts("        optimizer.step()\n        scheduler.step(n / 25)\n        n += 1\n"),
    ],
    ["over a loader of a known length", restarts(AFTER, "train_loader")],
  ])("is told fractions of an epoch after every update: %s", async (_, text) => {
    const { analyzed, analysis } = await first(text, { values: { "len(train_loader)": 25 } });
    expect(analyzed.foreign?.clock).toBe("update");
    expect(analyzed.schedule?.length).toBe(300);
    const real = new Map<number, number>(RESTARTS);
    close(analyzed, (update) => real.get(update) ?? NaN, [...real.keys()]);
    expect(analysis.problems.map(({ code }) => code)).not.toContain("step-unit-mismatch");
  });

  it("is told its epoch before the update", async () => {
    const text = `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=2, T_mult=3, eta_min=1e-4)
for epoch in range(9):
    for i in range(10):
        scheduler.step(epoch + i / 10)
        optimizer.step()
`;
    const { analyzed } = await first(text);
    const real = new Map([
      [0, 0.1],
      [1, 0.09938503261272713],
      [19, 0.000714967387272874],
      [20, 0.1],
      [79, 0.00016845473900903703],
      [80, 0.1],
      [89, 0.09938503261272713],
    ]);
    close(analyzed, (update) => real.get(update) ?? NaN, [...real.keys()]);
  });

  it("goes on by epochs where fractions are told in a loop of unknown length", async () => {
    const text = restarts("        optimizer.step()\n        scheduler.step(epoch + i / m)\n", "l");
    for (const values of [{}, { "len(l)": 25 }]) {
      const { analyzed, analysis } = await first(text, { values });
      expect(analyzed.foreign?.clock).toBe("epoch");
      expect(analyzed.schedule?.length).toBe(12);
      expect(analysis.problems).toEqual([]);
    }
  });

  it("is not stretched over an absurd number of updates", async () => {
    for (const updates of [0, -1, 0.5, 1e300, Number.MAX_SAFE_INTEGER]) {
      const { analyzed } = await first(script(OVER_LOADER), {
        values: { "len(train_loader)": updates },
      });
      expect(analyzed.schedule?.length, `${updates}`).toBe(90);
    }
  });

  it("is drawn by updates in Lightning's, timm's, MMEngine's and Keras' way, too", async () => {
    const values = { "updates per epoch": 20 };
    const texts = {
      "args.yaml": "sched: cosine\nlr: 0.1\nepochs: 30\nwarmup_epochs: 0\nmin_lr: 0\n",
      "mm.py":
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.1))\nparam_scheduler = [dict(type='CosineAnnealingLR', by_epoch=True, T_max=30, end=30)]\ntrain_cfg = dict(max_epochs=30)\n",
      "net.py":
        "import lightning as L, torch\nclass Net(L.LightningModule):\n    def configure_optimizers(self):\n        o = torch.optim.SGD(self.parameters(), lr=0.1)\n        return [o], [torch.optim.lr_scheduler.CosineAnnealingLR(o, 30)]\nL.Trainer(max_epochs=30).fit(Net())\n",
      "k.py":
        "import math, keras\nmodel = keras.Sequential([])\nmodel.compile(keras.optimizers.SGD(0.1))\nmodel.fit(x, epochs=30, callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 0.05 * (1 + math.cos(math.pi * e / 30)))])\n",
    };
    for (const [name, text] of Object.entries(texts)) {
      const [analyzed] = (await readFormat(name, text, { values })).schedules;
      expect(analyzed?.schedule?.length, name).toBe(600);
      const cosine = (update: number): number =>
        0.05 * (1 + Math.cos((Math.PI * Math.floor(update / 20)) / 30));
      close(analyzed, cosine, [0, 19, 20, 299, 300, 599]);
    }
  });
});

describe("what hangs on the clock", () => {
  it("has handles at the updates, whose numbers count epochs", async () => {
    const text = script(OVER_LOADER, "CosineAnnealingLR(optimizer, T_max=60)");
    const { analysis, analyzed } = await first(text, GIVEN);
    const handles = listHandles(analysis.document, analyzed);
    const end = handles.find(({ time }) => time?.amount === 60);
    expect(end).toMatchObject({ step: 60 * 390, time: { unit: "epochs" } });
    if (!end) return;
    const around = { stepPixel: 1, valuePixel: 1e-9, steps: [], values: [] };
    const to = { type: "to", step: 45 * 390 + 100, free: true } as const;
    const moved = moveHandle(
      { document: analysis.document, source: analyzed.source },
      end,
      to,
      around,
    );
    if ("refusal" in moved) throw new Error(moved.refusal.reason);
    expect(moved.step).toBe(45 * 390);
    const again = await first(withEdits(text, moved.edits), GIVEN);
    expect(again.analysis.document.text).toContain("T_max=45");
    expect(listHandles(again.analysis.document, again.analyzed).map(({ step }) => step)).toContain(
      45 * 390,
    );
  });

  it("is scaled by its epochs", async () => {
    const text = script(OVER_LOADER);
    const { analysis, analyzed } = await first(text, GIVEN);
    const scaled = scaleForeign(analysis.document, analyzed, 180);
    if ("refusal" in scaled) throw new Error(scaled.refusal.reason);
    const after = withEdits(text, scaled.edits);
    expect(after).toContain("range(180)");
    expect(after).toContain("step_size=60");
  });

  it("is judged by updates: those of the run are fewer than the optimizer remembers, or are not", async () => {
    const adam = "Adam(model.parameters(), lr=1e-3)";
    const text = script(OVER_LOADER).replace(/SGD\(.*\)/, adam);
    const rules = async (updates: number): Promise<string[]> =>
      told(await readFormat("train.py", text, { values: { "len(train_loader)": updates } }));
    expect((await rules(3)).some((one) => one.startsWith("beta2-memory"))).toBe(true);
    expect((await rules(390)).some((one) => one.startsWith("beta2-memory"))).toBe(false);
  });

  it("knows what star imports bring", async () => {
    const { analyzed } = await first(script(OVER_LOADER));
    expect(analyzed.foreign?.format).toBe("torch");
  });
});
