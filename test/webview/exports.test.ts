import { describe, expect, it } from "vitest";
import { violations } from "./support/axe";
import { goyal } from "./support/samples";
import { openSection, panel, until, watchComplaints } from "./support/session";
import type { PanelPage } from "./support/panelPage";
import { SOME_THEMES } from "./support/theme";

watchComplaints();

const world = () => ({ schedules: [goyal("baseline", 0.4)], shown: ["baseline"] });

async function opened(): Promise<PanelPage> {
  const made = await panel({ world: world() });
  await openSection(made.page, "Values");
  await made.page.locator(".exports summary").click();
  await made.page.locator(".export-part").waitFor();
  return made;
}

const press = ({ page }: PanelPage, name: string) =>
  page.locator(".exports").getByRole("button", { name }).click();

describe("the exports of the curves", () => {
  it("ask for what is shown, as it is shown", async () => {
    const made = await opened();
    await press(made, "SVG…");
    await made.page.getByText("Saved as score.svg.").waitFor();
    expect(made.host.of("score.export").at(-1)).toEqual({
      type: "score.export",
      kind: "svg",
      unit: "steps",
      range: null,
      logTracks: [],
      derived: [],
      difference: false,
      rows: 100,
    });
    await made.page.getByRole("button", { name: "log scale of Learning rate" }).click();
    await made.page.getByRole("button", { name: "Zoom in" }).click();
    await made.page.getByRole("combobox", { name: "Rows of a table" }).selectOption("every step");
    await press(made, "CSV…");
    await made.page.getByText("Saved as score.csv.").waitFor();
    const wish = made.host.of("score.export").at(-1);
    expect(wish).toMatchObject({ kind: "csv", logTracks: ["learningRate"], rows: "all" });
    const { first = NaN, last = NaN } = wish?.range ?? {};
    expect(last - first).toBeGreaterThan(0);
  });

  it("paint a PNG of the picture that the host lays out", async () => {
    const made = await opened();
    await press(made, "PNG…");
    await made.page.getByText("Saved as score.png.").waitFor();
    const png = Buffer.from(made.host.of("run.save").at(-1)?.content ?? "", "base64");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 300]);
    // Not one colour alone, which would be a few hundred bytes.
    expect(png.length).toBeGreaterThan(1500);
  });

  it("copy a table, and say nothing where the user changes their mind", async () => {
    const made = await opened();
    await press(made, "Copy as Table");
    await made.page.getByText("Copied as a Markdown table.").waitFor();
    made.host.cancelsDialogs = true;
    await press(made, "JSON…");
    await until(
      () => made.page.locator(".exports [role=status]").innerText(),
      (text) => text === "" && made.host.of("score.export").length === 2,
    );
  });

  it("write the schedule that is shown as code, in the way that was pressed", async () => {
    const made = await opened();
    for (const [name, deliver] of [
      ["Convert to Code…", "convertToCode"],
      ["Convert to Code in a File…", "convertToFile"],
      ["Copy as Code…", "copyAsCode"],
      ["Show as Code to the Side…", "showAsCode"],
    ] as const) {
      await press(made, name);
      await until(
        () => Promise.resolve(made.host.of("code").at(-1)),
        (message) => message?.deliver === deliver && message.schedule === "baseline",
      );
    }
  });

  it("are made by a command, too", async () => {
    const { page, host } = await panel({ world: world() });
    host.send({ type: "score.export.run", kind: "json" });
    await page.getByText("Saved as score.json.").waitFor();
  });

  for (const theme of SOME_THEMES) {
    it(`give axe nothing to complain about in ${theme}`, async () => {
      const { page } = await panel({ world: world(), theme });
      await openSection(page, "Values");
      await page.locator(".exports summary").click();
      await page.locator(".export-part").waitFor();
      expect(await violations(page)).toEqual([]);
    });
  }
});
