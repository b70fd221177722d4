import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import { activated, closeAll, openNew, until } from "../support";

const SCRIPT = `import torch
model = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=100)
for step in range(100):
    opt.step()
    sched.step()
`;

const cosine = (step: number, total: number): number =>
  0.05 * (1 + Math.cos((Math.PI * step) / total));

describe("a run that is resumed", () => {
  afterEach(closeAll);

  it("is drawn way by way beside what was wanted, with the jump", async () => {
    const api = await activated();
    await openNew("resumed_train.py", SCRIPT);
    await vscode.commands.executeCommand(COMMANDS.openPreview);
    await vscode.commands.executeCommand(COMMANDS.resumeRun, 40, 150);
    const pointsOf = async (part: string): Promise<ReadonlyMap<number, number | null>> => {
      const { series } = await api.inspectPanel();
      const found = series.find(
        ({ schedule, track }) => schedule.endsWith(part) && track === "learningRate",
      );
      return new Map(found?.points ?? []);
    };
    await until("the ways are drawn", async () => (await pointsOf("#state")).size > 50);
    const [state, wanted] = [await pointsOf("#state"), await pointsOf("#wanted")];
    assert.ok(Math.abs((state.get(60) ?? NaN) - cosine(60, 100)) < 1e-9);
    assert.ok(Math.abs((wanted.get(60) ?? NaN) - cosine(60, 150)) < 1e-9);
    const { told } = await api.inspectPanel();
    assert.ok(told.some(({ sentence }) => sentence.startsWith("No jump at step 40.")));
    await vscode.commands.executeCommand(COMMANDS.endComparison);
  });
});
