import { describe, expect, it } from "vitest";
import { runCommand } from "../../harness/keyboard";
import { useWorkbench } from "./useWorkbench";

const workbench = useWorkbench({ size: { width: 1366, height: 768 } });
const PATIENCE = { timeout: 60_000 };

describe("the walkthrough", () => {
  it("ticks the step about fixing once the mistake is fixed, not when it is made", async () => {
    const { page } = workbench();
    const step = page.locator('.getting-started-step[data-step-id$="#check"]');
    const tick = step.locator(".codicon-getting-started-step-checked");
    const problem = page.locator(".squiggly-error, .squiggly-warning");
    const welcome = page.getByRole("tab", { name: "Welcome" });
    const show = async (): Promise<void> => {
      await welcome.click();
      await step.waitFor(PATIENCE);
    };

    await runCommand(page, "Welcome: Open Walkthrough...");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "Get Started with Learning Rate Designer" }).first().click();
    await step.waitFor(PATIENCE);
    expect(await tick.count()).toBe(0);

    await step.click();
    await step.getByRole("button", { name: "Make the Mistake" }).click();
    await problem.first().waitFor(PATIENCE);
    await show();
    expect(await tick.count()).toBe(0);

    await step.click();
    await step.getByRole("button", { name: "Fix It" }).click();
    await problem.first().waitFor({ ...PATIENCE, state: "detached" });
    await show();
    await tick.waitFor(PATIENCE);
  });
});
