import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const PATIENT = { timeout: 60_000 };
const NAME = "untrusted.schedule.json";
/** A warmup that is longer than the run. */
const TOO_LONG = `{
  "length": { "steps": 600 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 0.1, "for": 900 },
    { "kind": "cosine", "to": 0 }
  ]
}
`;
/** What a stranger's repository could hide with. */
const HIDING = { "learningRateDesigner.diagnostics.enabled": false };

const folder = mkdtempSync(path.join(os.tmpdir(), "stranger-"));
mkdirSync(path.join(folder, ".vscode"));
writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify(HIDING));
writeFileSync(path.join(folder, NAME), TOO_LONG);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const workbench = useWorkbench({
  workspace: folder,
  askForTrust: true,
  settings: {
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "never",
  },
});

const squiggles = () => workbench().page.locator(".squiggly-error").count();

async function trustTheFolder(): Promise<void> {
  const { page } = workbench();
  await runCommand(page, "Workspaces: Manage Workspace Trust");
  await page.locator(".workspace-trust-editor").getByText("Trust", { exact: true }).first().click();
}

describe("a folder that is not trusted", () => {
  it("is read, checked and drawn, and can't turn checks off until it is trusted", async () => {
    const { page } = workbench();
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();

    await openFile(page, NAME);
    await expect.poll(squiggles, PATIENT).toBe(1);
    await runCommand(page, "Learning Rate Designer: Open Preview");
    const panel = await webviewFrame(page, "#panel canvas");
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await panel.getByText(/^Finished /).waitFor();

    await trustTheFolder();
    await openFile(page, NAME);
    await expect.poll(squiggles, PATIENT).toBe(0);
  });
});
