// npm run states                pictures every state of the panel in every theme into
//                               test-results/states/, at the usual width of a side bar
// npm run states -- 200 dark    at this width (in pixels), under these themes alone; "forced" is a
//                               system that forces its own colours upon pages
// Needs dist/ to be built.
import { mkdirSync } from "node:fs";
import path from "node:path";
import "./typescript.mjs";

const { openPanel, stopBrowser } = await import("../test/webview/support/panelPage.ts");
const { showState, STATES } = await import("../test/webview/support/states.ts");
const { THEMES } = await import("../test/webview/support/theme.ts");

const FOLDER = path.resolve(import.meta.dirname, "../test-results/states");
const USUAL_WIDTH = 320;
const HEIGHT = 900;

const wishes = process.argv.slice(2);
const width = Number(wishes.find((wish) => /^\d+$/.test(wish)) ?? USUAL_WIDTH);
const LOOKS = [...THEMES, "forced"];
const wished = LOOKS.filter((look) => wishes.includes(look));
const looks = wished.length > 0 ? wished : LOOKS;

async function putOn({ page, setTheme }, look) {
  await page.emulateMedia({ forcedColors: look === "forced" ? "active" : "none" });
  await setTheme(look === "forced" ? "dark" : look);
}

mkdirSync(FOLDER, { recursive: true });
for (const state of STATES) {
  const panel = await openPanel({ world: state.world, width, height: HEIGHT });
  await showState(panel, state);
  for (const look of looks) {
    await putOn(panel, look);
    const file = path.join(FOLDER, `${state.name}-${width}-${look}.png`);
    await panel.page.screenshot({ path: file, fullPage: true });
  }
  await panel.close();
}
await stopBrowser();
console.log(FOLDER);
