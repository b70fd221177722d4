import { describe, expect, it } from "vitest";
import { close, readFormat } from "../read";

/** A module of Lightning with this `configure_optimizers`, and what trains it. */
const script = (configure: string, trainer = "max_epochs=12", more = ""): string => `import torch
import lightning as L
class Net(L.LightningModule):
    def __init__(self, lr=0.1):
        super().__init__()
        self.save_hyperparameters()
        self.lr = lr${more}
    def configure_optimizers(self):
        opt = torch.optim.SGD(self.parameters(), lr=self.lr)
${configure
  .split("\n")
  .map((line) => `        ${line}`)
  .join("\n")}
L.Trainer(${trainer}).fit(Net(), loader)
`;

async function first(text: string, values: Readonly<Record<string, number>> = {}) {
  const analysis = await readFormat("net.py", text, { values });
  const [analyzed] = analysis.schedules;
  if (!analyzed) throw new Error("no schedule");
  return { analyzed, codes: analysis.problems.map(({ code }) => code) };
}

const EXPONENTIAL = "torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)";

describe("what Lightning steps", () => {
  // lightning 2.6.6 over twelve epochs: three with each rate
  it("goes by every third epoch with a frequency of 3", async () => {
    const said = `"lr_scheduler": {"scheduler": ${EXPONENTIAL}, "frequency": 3}`;
    const { analyzed } = await first(script(`return {"optimizer": opt, ${said}}`));
    expect(analyzed.foreign).toMatchObject({ clock: "epoch", stepped: "framework" });
    expect(analyzed.schedule?.length).toBe(12);
    const real = [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125, 0.0125, 0.0125];
    close(analyzed, (epoch) => real[epoch] ?? NaN, [...real.keys()]);
  });

  it.each([
    ["interval", '"interval": kind'],
    ["frequency", '"interval": "epoch", "frequency": often()'],
    ["frequency of batches, which each epoch counts anew", '"interval": "step", "frequency": 2'],
  ])("is not known by an unknown %s", async (_, said) => {
    const inner = `{"scheduler": ${EXPONENTIAL}, ${said}}`;
    const { analyzed } = await first(script(`return [opt], [${inner}]`));
    expect(analyzed.foreign).toMatchObject({ clock: "update", stepped: "unknown" });
    expect(analyzed.schedule?.horizon).toBe("open");
  });

  it.each([
    "\n        self.automatic_optimization = False",
    "\n    @property\n    def automatic_optimization(self):\n        return False",
  ])("is nothing with manual optimization, whose steps are drawn", async (manual) => {
    const text = script(`return [opt], [${EXPONENTIAL}]`, "max_epochs=4", manual);
    const { analyzed } = await first(text);
    expect(analyzed.foreign).toMatchObject({ clock: "update", stepped: "unknown" });
    // lightning 2.6.6, stepped in training_step
    close(analyzed, (step) => 0.1 * 0.5 ** step, [0, 1, 5, 20]);
  });

  const HALVED = "transformers.get_linear_schedule_with_warmup(opt, 2, 10)";
  const linear = (step: number): number =>
    (0.1 * (step < 2 ? step : 10 - step)) / (step < 2 ? 2 : 8);

  it("is a schedule of transformers by epochs, unless told otherwise", async () => {
    const plain = await first(
      `import transformers\n${script(`return [opt], [${HALVED}]`, "max_epochs=10")}`,
    );
    expect(plain.analyzed.foreign).toMatchObject({ clock: "epoch", stepped: "framework" });
    expect(plain.analyzed.schedule?.length).toBe(10);
    close(plain.analyzed, linear, [0, 1, 2, 5, 9]);
    const inner = `{"scheduler": ${HALVED}, "interval": "step"}`;
    const byStep = await first(
      `import transformers\n${script(`return [opt], [${inner}]`, "max_steps=10")}`,
    );
    expect(byStep.analyzed.foreign).toMatchObject({ clock: "update", stepped: "framework" });
    close(byStep.analyzed, linear, [0, 1, 2, 5, 9]);
  });

  it("computes its lengths from the Trainer", async () => {
    const cosine = "torch.optim.lr_scheduler.CosineAnnealingLR(opt, self.trainer.max_epochs)";
    const { analyzed } = await first(script(`return [opt], [${cosine}]`));
    expect(analyzed.unknowns).toEqual([]);
    close(analyzed, (epoch) => 0.05 * (1 + Math.cos((Math.PI * epoch) / 12)), [0, 5, 11]);
  });

  it("takes all its updates from one value", async () => {
    const cycle =
      '{"scheduler": torch.optim.lr_scheduler.OneCycleLR(opt, 0.1, total_steps=self.trainer.estimated_stepping_batches), "interval": "step"}';
    const text = script(`return {"optimizer": opt, "lr_scheduler": ${cycle}}`, "max_epochs=3");
    const open = await first(text);
    const symbol = "self.trainer.estimated_stepping_batches";
    expect(open.analyzed.unknowns.map((one) => one.symbol)).toEqual([symbol]);
    const { analyzed } = await first(text, { [symbol]: 15 });
    expect(analyzed.schedule?.length).toBe(15);
    // of max_steps alone it is known
    const known = await first(
      script(`return {"optimizer": opt, "lr_scheduler": ${cycle}}`, "max_steps=15"),
    );
    expect(known.analyzed.unknowns).toEqual([]);
    // torch 2.13
    for (const one of [analyzed, known.analyzed])
      close(
        one,
        (step) =>
          new Map([
            [0, 0.004],
            [14, 4e-7],
          ]).get(step) ?? NaN,
        [0, 14],
      );
  });
});

describe("traps of Lightning's dictionaries", () => {
  const COSINE = "torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=12)";

  it("names an interval where nothing looks for it", async () => {
    const { analyzed, codes } = await first(
      script(`return {"optimizer": opt, "lr_scheduler": ${COSINE}, "interval": "step"}`),
    );
    expect(codes).toContain("interval-ignored");
    expect(analyzed.foreign?.clock).toBe("epoch");
    const inside = await first(
      script(
        `return {"optimizer": opt, "lr_scheduler": {"scheduler": ${COSINE}}, "monitor": "loss"}`,
      ),
    );
    expect(inside.codes).toEqual([]);
  });

  it("names epochs that are counted in batches, and the reverse", async () => {
    const byStep = await first(
      script(`return [opt], [{"scheduler": ${COSINE}, "interval": "step"}]`),
    );
    expect(byStep.codes).toContain("step-unit-mismatch");
    const all = COSINE.replace("12", "self.trainer.estimated_stepping_batches");
    expect((await first(script(`return [opt], [${all}]`))).codes).toContain("step-unit-mismatch");
    const right = `return [opt], [{"scheduler": ${all}, "interval": "step"}]`;
    expect((await first(script(right))).codes).not.toContain("step-unit-mismatch");
  });
});
