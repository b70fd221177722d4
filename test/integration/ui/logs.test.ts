import { copyFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openFile } from "../../harness/keyboard";
import { ROOT } from "../../harness/paths";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const REAL = path.join(ROOT, "test/fixtures/recordings");

const workbench = useWorkbench();

/** The cells of a row of the log's table: points and axis. */
async function rowOf(series: string): Promise<string[]> {
  const frame = await webviewFrame(workbench().page, "table thead");
  const row = frame.locator("tbody tr", { has: frame.locator(`th:text-is("${series}")`) });
  return (await row.locator("td").allInnerTexts()).slice(0, 2);
}

describe("a log by its real writer", () => {
  it("of Weights & Biases opens with its curves and the plan of its own configuration", async () => {
    const { page, folder } = workbench();
    copyFileSync(path.join(REAL, "wandb/plain.wandb"), path.join(folder, "plain.wandb"));
    await openFile(page, "plain.wandb");
    await expect.poll(() => rowOf("learningRate")).toEqual(["60", "steps"]);
    const frame = await webviewFrame(page, "table thead");
    expect(await frame.locator("h2").innerText()).toBe("plain run");
    expect(await frame.locator("section > p").first().innerText()).toContain(
      "The log's own settings say the plan.",
    );
    expect(await frame.locator("figure.wide svg").count()).toBe(2);
  });
});
