import { describe, expect, it } from "vitest";
import { one, valuesOf } from "../read";

const train = (config: string, indent = "") =>
  `optimizer = torch.optim.SGD(net.parameters(), lr=${config}.lr)
s = torch.optim.lr_scheduler.StepLR(optimizer, 2)
for epoch in range(${config}.epochs):
    for x in loader:
        optimizer.step()
    s.step()
`.replaceAll(/^/gm, indent);

const rates = async (text: string) => {
  const found = await one("train.py", `import torch, wandb\n${text}`);
  const unknowns = found?.unknowns ?? [];
  if (unknowns.length > 0) return unknowns.map(({ symbol }) => symbol);
  return [found?.schedule?.length, ...valuesOf(found, [0, 2])];
};

/** Epochs, and the rates of the first and the third. */
const READ = [6, 0.5, 0.05];

const SWEEP = `id = wandb.sweep({"method": "grid", "parameters": {
    "lr": {"value": 0.5}, "epochs": {"values": [6]}, "kind": {"values": ["a", "b"]}}})
`;

describe("the settings of a run of wandb", () => {
  it.each([
    [
      "are what it is started with",
      `wandb.init(config={"lr": 0.5, "epochs": 6})\n`,
      "wandb.config",
    ],
    ["hang on the run", `run = wandb.init(config=dict(lr=0.5, epochs=6))\n`, "run.config"],
    [
      "are a parser's flags",
      `import argparse
p = argparse.ArgumentParser()
p.add_argument("--lr", type=float, default=0.5)
p.add_argument("--epochs", type=int, default=6)
with wandb.init(config=p.parse_args()) as run:
    config = wandb.config
`,
      "config",
    ],
    [
      "are given one by one",
      `wandb.init()\nconfig = wandb.config\nconfig.lr = 0.5\nconfig.update({"epochs": 6})\n`,
      "wandb.config",
    ],
    [
      "are what a sweep has one value for, whatever the script starts with",
      `${SWEEP}wandb.init(config={"lr": 0.1, "epochs": 60})\n`,
      "wandb.config",
    ],
  ])("%s", async (_, start, config) => {
    expect(await rates(start + train(config))).toEqual(READ);
  });

  it("are those of a sweep's agent in the function that it calls", async () => {
    const body = `    def run():
        with wandb.init() as own:
${train("own.config", "            ")}`;
    expect(
      await rates(`def main():\n    ${SWEEP.replaceAll("\n    ", " ")}${body}
    wandb.agent(id, function=run)
main()
`),
    ).toEqual(READ);
  });

  it.each([
    ["several values", SWEEP.replace('"value": 0.5', '"values": [0.5, 0.1]')],
    ["a distribution", SWEEP.replace('"value": 0.5', '"min": 0.1, "max": 0.5')],
  ])("are asked for where a sweep has %s", async (_, sweep) => {
    expect(await rates(`${sweep}wandb.init()\n${train("wandb.config")}`)).toEqual([
      "wandb.config.lr",
    ]);
  });

  it("are asked for where only whoever starts the run knows them", async () => {
    const asked = ["config.lr", "config.epochs"];
    expect(await rates(`wandb.init()\nconfig = wandb.config\n${train("config")}`)).toEqual(asked);
    const given = `wandb.init(config=load())\nconfig = wandb.config\n${train("config")}`;
    expect(await rates(given)).toEqual(asked);
    const usual = given.replace("config.lr", 'config.get("lr", 0.1)');
    expect(await rates(usual)).toEqual(['config.get("lr")', "config.epochs"]);
  });
});
