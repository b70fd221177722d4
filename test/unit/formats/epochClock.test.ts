import { describe, expect, it } from "vitest";
import { readFormat } from "./read";

const script = (optimizer: string, scheduler: string, epochs: number): string => `
import torch
from torch.optim.lr_scheduler import LambdaLR
from timm.scheduler import CosineLRScheduler
optimizer = torch.optim.${optimizer}
scheduler = ${scheduler}
for epoch in range(${epochs}):
    train(model, optimizer)
    scheduler.step(${scheduler.startsWith("Cosine") ? "epoch + 1" : ""})
`;

async function messages(text: string, values?: Record<string, number>) {
  const { problems } = await readFormat("train.py", text, values && { values });
  return new Map(problems.map(({ code, message }) => [code, message]));
}

/** timm's README: 300 epochs of AdamW, the rate set once an epoch; how many updates one has is open. */
const TIMM = script(
  "AdamW(model.parameters(), lr=5e-4, weight_decay=0.05)",
  "CosineLRScheduler(optimizer, t_initial=300, lr_min=1e-6, warmup_t=5, warmup_lr_init=1e-6)",
  300,
);

const lambda = (rate: string, factor: string): string =>
  script(
    `Adam(model.parameters(), lr=${rate})`,
    `LambdaLR(optimizer, lambda epoch: ${factor})`,
    60,
  );

describe("a schedule that counts epochs", () => {
  it("is not judged as if an epoch were one update", async () => {
    expect([...(await messages(TIMM)).keys()]).toEqual([]);
  });

  it("says that it is the first epoch whose rate is zero", async () => {
    const found = await messages(lambda("1e-3", "min(1.0, epoch / 5)"));
    expect(found.get("zero-rate-first-step")).toBe(
      "The first epoch has the rate 0 and changes nothing.",
    );
  });

  it("says that the steps of a message are epochs", async () => {
    const found = await messages(lambda("1e-3", "1 - epoch / 30"));
    expect(found.get("negative-value")).toBe(
      "learningRate falls to −9.667e-4; it is below zero from step 31 on. A step is one epoch here.",
    );
  });

  it("is judged by what its first updates have, which is the first epoch's rate", async () => {
    const climbs = lambda("0.02", "0.01 if epoch == 0 else 0.99");
    expect((await messages(climbs)).has("adam-without-warmup")).toBe(false);
    const high = lambda("0.02", "0.95 ** epoch");
    expect((await messages(high)).get("adam-without-warmup")).toContain("0.02 from the first");
  });
});
