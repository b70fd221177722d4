import type { Page } from "playwright-core";
import { runCommand } from "./keyboard";

export interface Theme {
  /** As "Preferences: Color Theme" lists it. */
  readonly name: string;
  readonly fileName: string;
  readonly colorScheme: "light" | "dark";
  /** The class that the workbench has under it. */
  readonly kind: string;
}

/** The four kinds of theme that an extension must look right in. */
export const THEMES: readonly Theme[] = [
  { name: "Light Modern", fileName: "light", colorScheme: "light", kind: "vs" },
  { name: "Dark Modern", fileName: "dark", colorScheme: "dark", kind: "vs-dark" },
  { name: "Dark High Contrast", fileName: "high-contrast", colorScheme: "dark", kind: "hc-black" },
  {
    name: "Light High Contrast",
    fileName: "high-contrast-light",
    colorScheme: "light",
    kind: "hc-light",
  },
];

/**
 * Puts the workbench into a theme, as a person does: of the setting `workbench.colorTheme` a new
 * profile of VS Code 1.139 takes some values and not others.
 */
export async function chooseTheme(page: Page, { name, kind }: Theme): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  const box = page.locator(".quick-input-widget:visible input[type=text]").first();
  await box.fill(name);
  const label = page.locator(".label-name").getByText(name, { exact: true });
  await page.locator(".quick-input-list .monaco-list-row", { has: label }).first().click();
  await page.locator(`.monaco-workbench.${kind}`).waitFor();
}
