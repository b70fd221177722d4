import type { Page } from "playwright-core";
import { waitUntil } from "./waitUntil";

/** Types a path into VS Code's own file dialog, which a VS Code in a browser always shows. */
export async function confirmPath(page: Page, target: string): Promise<void> {
  const box = page.locator(".quick-input-widget:visible input[type=text]").first();
  await box.waitFor();
  await waitUntil("the dialog to close", async () => {
    // What was typed before the folder was listed is replaced by the dialog's own proposal.
    await box.fill(target, { timeout: 5000 }).catch(() => undefined);
    await page.waitForTimeout(300);
    if ((await box.inputValue({ timeout: 5000 }).catch(() => "")) !== target) return false;
    // A second key while the first is still at work would answer the dialog's next question.
    await box.press("Enter", { timeout: 5000 }).catch(() => undefined);
    return box.waitFor({ state: "hidden", timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  });
}
