import { describe, expect, it } from "vitest";
import { hoverFacts } from "../../../src/core/facts/hoverFacts";
import { readFormat } from "../formats/read";

const SCRIPT = `
import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)
for epoch in range(90):
    for batch in loader:
        optimizer.step()
    scheduler.step()
`;

describe("facts of a schedule that counts epochs", () => {
  it("speak of epochs", async () => {
    const [found] = (await readFormat("train.py", SCRIPT)).schedules;
    if (!found?.schedule) throw new Error("nothing found");
    expect(hoverFacts(found.schedule).map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Peak: 0.1 at epoch 0",
      "At epoch 0: 0.1",
      "At the last epoch, 89: 0.001",
      "Mean: 0.037",
      "Length of the run: 90 epochs",
    ]);
  });
});
