// Everything `npm test` runs: side by side, begun in this order, those first that others wait for or
// that take longest. Each stage has a time limit, in seconds, for a machine with much else to do.
import { commandStage } from "./commandStage.mjs";
import { hostStage } from "./hostStage.mjs";
import { inTurn } from "./inTurn.mjs";
import { vitestStage } from "./vitestStage.mjs";

const NODE = process.execPath;
const VSIX = ".harness/learning-rate-designer.vsix";
const npmScript = (...args) => commandStage("npm", ["run", "--silent", ...args]);
/** They read dist/. */
const BUILT = { after: ["build"] };
const BROWSER = { ...BUILT, needsChromium: true };
/** What an overloaded machine upsets in a browser is tried once more, in a new one. */
const TWICE = { secondTry: true };
const VSCODE = { ...BROWSER, needsEditions: ["newest"] };

export const STAGES = [
  {
    name: "build",
    limit: 300,
    run: commandStage(NODE, ["scripts/build.mjs"]),
    // Packaging would build once more, under the feet of those who read dist/.
    proves: { DIST_IS_FRESH: "1" },
  },
  { name: "types", limit: 300, run: commandStage(NODE, ["scripts/typecheck.mjs"]) },
  { name: "integration", limit: 3000, ...VSCODE, run: hostStage("integration") },
  { name: "unit", limit: 3600, run: vitestStage("unit") },
  { name: "webview", limit: 3600, ...BROWSER, run: vitestStage("webview", TWICE) },
  { name: "lint", limit: 1800, run: npmScript("lint") },
  { name: "ui", limit: 3000, ...VSCODE, run: vitestStage("ui", TWICE) },
  { name: "generated", limit: 300, run: npmScript("generated") },
  {
    name: "package",
    limit: 900,
    ...BUILT,
    run: inTurn(npmScript("package", "--", "--out", VSIX), vitestStage("package")),
  },
  { name: "web", limit: 600, ...VSCODE, run: hostStage("web") },
  { name: "vsix", limit: 600, ...VSCODE, after: ["build", "package"], run: hostStage("vsix") },
  { name: "floor", limit: 600, ...BROWSER, needsEditions: ["floor"], run: hostStage("floor") },
  { name: "desktop", limit: 900, ...BUILT, run: hostStage("desktop") },
];
