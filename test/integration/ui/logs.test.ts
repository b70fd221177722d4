import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { LOG_FILE_EDITOR } from "../../../src/host/names";
import { openFile } from "../../harness/keyboard";
import { ROOT } from "../../harness/paths";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const REAL = path.join(ROOT, "test/fixtures/recordings");
const PATIENT = { timeout: 60_000 };

const workbench = useWorkbench({
  // as "Reopen Editor With…" remembers it for texts
  settings: { "workbench.editorAssociations": { "*.log": LOG_FILE_EDITOR } },
});

/** The frame of the log that is shown. */
const shown = (title: string) => webviewFrame(workbench().page, `h1:text-is("${title}")`);

/** The cells of a row of the log's table: points and axis. */
async function rowOf(title: string, series: string): Promise<string[]> {
  const row = (await shown(title)).locator("tbody tr", {
    has: (await shown(title)).locator(`th:text-is("${series}")`),
  });
  return (await row.locator("td").allInnerTexts()).slice(0, 2);
}

describe("a log by its real writer", () => {
  it("of Weights & Biases opens with its curves and the plan of its own configuration", async () => {
    const { page, folder } = workbench();
    copyFileSync(path.join(REAL, "wandb/plain.wandb"), path.join(folder, "plain.wandb"));
    await openFile(page, "plain.wandb");
    await expect.poll(() => rowOf("plain.wandb", "learningRate")).toEqual(["60", "steps"]);
    const frame = await shown("plain.wandb");
    expect(await frame.locator("h2").innerText()).toBe("plain run");
    expect(await frame.locator("section > p").first().innerText()).toContain(
      "The log's own settings say the plan.",
    );
    expect(await frame.locator("figure.wide svg").count()).toBe(2);
  });

  // what has been flushed ends anywhere within a record; the points are those that the writers were given
  it.each([
    ["wandb/plain.wandb", "growing.wandb", 60],
    ["tensorboard/tensors/events.out.tfevents.1.host", "events.out.tfevents.2.host", 60],
    ["transformers/lines.log", "growing.log", 24],
  ])("is followed while it is shown and appended to: %s", async (source, name, all) => {
    const { page, folder } = workbench();
    const bytes = readFileSync(path.join(REAL, source));
    const half = bytes.length >> 1;
    writeFileSync(path.join(folder, name), bytes.subarray(0, half));
    await openFile(page, name);
    const points = async (): Promise<number> => Number((await rowOf(name, "learningRate"))[0]);
    await expect.poll(points, PATIENT).toBeGreaterThan(0);
    expect(await points()).toBeLessThan(all);
    appendFileSync(path.join(folder, name), bytes.subarray(half));
    await expect.poll(points, PATIENT).toBe(all);
    expect(await (await shown(name)).getByText("ends within a record").count()).toBe(0);
  });
});
