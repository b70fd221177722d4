import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import type { Inspection } from "../../../src/protocol/inspection";
import { activated, closeAll, inWorkspace, openNew, until } from "../support";

const PLAN = `{
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 0.1, "for": 100 },
    { "kind": "linear", "to": 0 }
  ]
}`;

/** The rate of the plan, by a second formula. */
const planned = (step: number): number =>
  step < 100 ? step / 1000 : 0.1 * (1 - (step - 100) / 900);

/** What a run logs every 10 steps that began with half of the planned rate. */
const rows = (from: number, to: number): string =>
  Array.from({ length: (to - from) / 10 }, (_, index) => from + 10 * index)
    .map((step) => `${step},${planned(step) / 2},${1 / (1 + step)}\n`)
    .join("");

const PLATEAU = `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=1, factor=0.5)
for epoch in range(20):
    scheduler.step(validate())
`;

describe("a training log laid over the plan", () => {
  afterEach(closeAll);

  it("drives a scheduler that reacts to its validation loss", async () => {
    const api = await activated();
    const uri = inWorkspace("history.csv");
    const write = (losses: readonly number[]): Thenable<void> =>
      vscode.workspace.fs.writeFile(
        uri,
        new TextEncoder().encode(
          ["epoch,val_loss", ...losses.map((loss, epoch) => `${epoch},${loss}`)].join("\n"),
        ),
      );
    await write([3, 2, 2, 2, 1]);
    await openNew("plateau.py", PLATEAU);
    await vscode.commands.executeCommand(COMMANDS.openPreview);
    await vscode.commands.executeCommand(COMMANDS.layLog, uri);
    const rates = async (): Promise<(number | null)[]> => {
      const { series } = await api.inspectPanel();
      const found = series.find(
        ({ schedule, track }) => schedule.includes("scheduler") && track === "learningRate",
      );
      return (found?.points ?? []).map(([, value]) => value);
    };
    // the second look in a row that is no better is the one after epoch 3
    await until("the rate falls where the loss stood still", async () => {
      const found = await rates();
      return found.includes(0.1) && found.includes(0.05) && !found.includes(0.025);
    });
    await write([3, 2, 2, 2, 1, 1, 1]);
    await until("what was appended drives it, too", async () => (await rates()).includes(0.025));
    await vscode.commands.executeCommand(COMMANDS.forgetValues);
    await until("without its metric nothing is drawn", async () => (await rates()).length === 0);
    await vscode.commands.executeCommand(COMMANDS.endComparison);
    await vscode.workspace.fs.delete(uri);
  });

  it("drives the plan's own rule for plateaus, drawn beside it", async () => {
    const api = await activated();
    const uri = inWorkspace("validated.csv");
    // the second look, at step 20, is no better than the first
    const rows = [10, 20, 30].map(
      (step) => `${step},${step < 20 ? 0.1 : 0.05},${[3, 3, 1][step / 10 - 1]}`,
    );
    await vscode.workspace.fs.writeFile(
      uri,
      new TextEncoder().encode(["step,lr,val_loss", ...rows].join("\n")),
    );
    const plan = {
      length: { steps: 100 },
      learningRate: { kind: "constant", value: 0.1 },
      onPlateau: { factor: 0.5, patience: 0 },
    };
    await openNew("careful.schedule.json", JSON.stringify(plan));
    await vscode.commands.executeCommand(COMMANDS.openPreview);
    await vscode.commands.executeCommand(COMMANDS.layLog, uri);
    const rates = async (): Promise<(number | null)[]> => {
      const { series } = await api.inspectPanel();
      const found = series.find(
        ({ schedule, track }) => schedule.endsWith("#plan") && track === "learningRate",
      );
      return (found?.points ?? []).map(([, value]) => value);
    };
    await until("the rule's halving is drawn", async () => {
      const found = await rates();
      return found.includes(0.1) && found.includes(0.05);
    });
    await until("the run is told to follow what its metric asked for", async () =>
      (await api.inspectPanel()).told.some(({ sentence }) =>
        sentence.startsWith("The log follows the plan"),
      ),
    );
    await vscode.commands.executeCommand(COMMANDS.endComparison);
    await vscode.workspace.fs.delete(uri);
  });

  it("is drawn, and grows with its file", async () => {
    const api = await activated();
    const uri = inWorkspace("metrics.csv");
    const write = (text: string): Thenable<void> =>
      vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const head = "step,lr,loss\n";
    await write(head + rows(0, 300));
    await openNew("planned.schedule.json", PLAN);
    await vscode.commands.executeCommand(COMMANDS.openPreview);
    await vscode.commands.executeCommand(COMMANDS.layLog, uri);

    const logged = async (): Promise<Inspection["series"][number]["points"]> => {
      const { series } = await api.inspectPanel();
      const found = series.find(
        ({ schedule, track }) => schedule.includes("metrics.csv") && track === "learningRate",
      );
      return (found?.points ?? []).filter(([, value]) => value !== null);
    };
    const lastStep = async (): Promise<number> => (await logged()).at(-1)?.[0] ?? -1;

    await until("the run is drawn", async () => (await lastStep()) >= 290);
    assert.ok((await lastStep()) < 310);
    for (const [step, value] of await logged())
      if (step % 10 === 0) assert.ok(Math.abs((value ?? NaN) - planned(step) / 2) < 1e-9);
    await until("the plan stays beside it", async () =>
      (await api.inspectPanel()).series.some(({ schedule }) => schedule.includes("planned")),
    );

    await until("the panel says why they differ", async () =>
      (await api.inspectPanel()).told.some(({ sentence }) =>
        sentence.startsWith("The rate is 0.5 times the plan's (peak 0.05)"),
      ),
    );

    await write(head + rows(0, 600));
    await until("what was appended is drawn", async () => (await lastStep()) >= 590);
    await vscode.commands.executeCommand(COMMANDS.endComparison);
    await until("the log is gone", async () => (await lastStep()) === -1);
    await vscode.workspace.fs.delete(uri);
  });
});
