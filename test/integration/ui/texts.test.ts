import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { waitUntil } from "../../harness/waitUntil";
import { useWorkbench } from "./useWorkbench";

const workbench = useWorkbench();

const SCRIPT = `import argparse
import torch
from transformers import get_scheduler

parser = argparse.ArgumentParser()
parser.add_argument("--kind", choices=["linear", "cosine", "constant"], required=True)
args = parser.parse_args()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.5)
scheduler = get_scheduler(args.kind, optimizer, num_warmup_steps=0, num_training_steps=100)
for step in range(100):
    optimizer.step()
    scheduler.step()
`;

const show = async (name: string): Promise<void> => {
  writeFileSync(path.join(workbench().folder, name), SCRIPT);
  await openFile(workbench().page, name);
};

/** Small curves beside the lines of the editor. */
const pictures = (): Promise<number> =>
  workbench()
    .page.locator(".editor-instance .view-line [class*=ced-]")
    .evaluateAll(
      (places) =>
        places.filter((place) => getComputedStyle(place, "::after").content.startsWith("url("))
          .length,
    );

describe("a text that only the run knows", () => {
  it("is picked in the editor from those that it may be", async () => {
    const { page } = workbench();
    await show("kind.py");
    expect(await pictures()).toBe(0);
    await runCommand(page, "Learning Rate Designer: Give a Value for the Preview…");
    const labels = page.locator(".quick-input-list .label-name");
    await labels.getByText("cosine", { exact: true }).waitFor();
    expect(await labels.allInnerTexts()).toEqual(["linear", "cosine", "constant"]);
    await labels.getByText("cosine", { exact: true }).click();
    await waitUntil("its curve stands beside its line", async () => (await pictures()) === 1);
  });

  it("is picked in the panel from the same list", async () => {
    const { page } = workbench();
    await show("kind2.py");
    await runCommand(page, "Learning Rate Designer: Open Preview");
    const panel = await webviewFrame(page, ".unknown.choice select");
    const list = panel.locator(".unknown.choice select");
    expect(await list.locator("option").allTextContents()).toEqual([
      "Pick a value",
      "linear",
      "cosine",
      "constant",
    ]);
    await list.selectOption("constant");
    await panel.locator("#panel canvas").first().waitFor();
    await list.waitFor({ state: "detached" });
  });
});
