import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { goyal, type Sample } from "./support/samples";
import { openSection, panel, watchComplaints } from "./support/session";

watchComplaints();

const words = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../../l10n/bundle.l10n.de.json"), "utf8"),
) as Record<string, string>;
/** Labels of the facts that the stand-in for the host tells, which knows English alone. */
const STAND_IN = ["At step 0", "At the last step", "Length"];
/** English words that would have another text in German. */
const english = new Set(
  Object.keys(words).filter((key) => words[key] !== key && !STAND_IN.includes(key)),
);

/** All that is read or heard: texts, names, descriptions. */
const said = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const names = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder"];
    return [...document.querySelectorAll("#panel, #panel *")].flatMap((element) => [
      ...names.flatMap((name) => element.getAttribute(name) ?? []),
      ...[...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => (node.textContent ?? "").trim()),
    ]);
  });

const inEnglish = async (page: Page): Promise<string[]> =>
  (await said(page)).filter((text) => english.has(text));

const problems: Sample["problems"] = [
  { code: "a", severity: "error", message: "Das Warmup ist zu lang.", line: 4, column: 3 },
];
const world = () => ({
  schedules: [{ ...goyal(), state: "errors", problems } as const, goyal("candidate", 1.6)],
  shown: ["baseline", "candidate"],
});

describe("in a German VS Code the panel says nothing in English", () => {
  it("in its sections, with a finished probe", async () => {
    const { page } = await panel({ world: world(), language: "de" });
    await page.getByRole("button", { name: "Starten", exact: true }).click();
    await page.getByText(/Schritte in .* s beendet$/).waitFor();
    expect(await inEnglish(page)).toEqual([]);
    for (const section of ["Prüfung", "Angaben", "Vergleich", "Werte"]) {
      await openSection(page, section);
      expect(await inEnglish(page)).toEqual([]);
    }
  });

  it("where there is no schedule, and in the gallery", async () => {
    const { page } = await panel({ world: { document: false }, language: "de" });
    await page.getByText("Hier ist noch kein Plan").waitFor();
    expect(await inEnglish(page)).toEqual([]);
    await page.getByRole("button", { name: "Neu aus Vorlage" }).click();
    await page.getByRole("button", { name: /Alpha/ }).waitFor();
    expect(await inEnglish(page)).toEqual([]);
  });
});
