import { describe, expect, it } from "vitest";
import { inlayHints } from "../../../src/core/language/inlayHints";
import { readFormat } from "../formats/read";

/** The text with its hints where the editor shows them. */
async function shown(name: string, text: string): Promise<string> {
  const hints = inlayHints(await readFormat(name, text));
  return hints.reduceRight(
    (all, hint) => `${all.slice(0, hint.offset)} ${hint.text}${all.slice(hint.offset)}`,
    text,
  );
}

const TORCH = `import torch
from torch.optim.lr_scheduler import OneCycleLR
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
`;

const LOOP = `for _ in range(15_000):
    optimizer.step()
    scheduler.step()
`;

describe("the length of a run in another program's file", () => {
  it("stands behind the call, never between its name and its bracket", async () => {
    const call = "scheduler = OneCycleLR(optimizer, 0.1, 15_000)";
    expect(await shown("a.py", `${TORCH}${call}  # (all\n${LOOP}`)).toBe(
      `${TORCH}${call} = 15,000 updates  # (all\n${LOOP}`,
    );
  });

  it("stands behind the closing bracket of a call of several lines", async () => {
    const call = `scheduler = OneCycleLR(
    optimizer,  # not ) here
    max_lr=0.1,
    total_steps=15_000,
)`;
    expect(await shown("a.py", `${TORCH}${call}\n${LOOP}`)).toBe(
      `${TORCH}${call} = 15,000 updates\n${LOOP}`,
    );
  });

  it("stands behind the value of a setting", async () => {
    const text = `learning_rate: 1.0e-4
lr_scheduler_type: cosine
max_steps: 15000
warmup_steps: 10
`;
    expect(await shown("a.yaml", text)).toBe(text.replace("cosine", "cosine = 15,000 updates"));
  });
});
