// Everything `npm test` runs, in this order. Each stage has a time limit, in seconds.
import { commandStage } from "./commandStage.mjs";
import { hostStage } from "./hostStage.mjs";
import { vitestStage } from "./vitestStage.mjs";

const NODE = process.execPath;
const VSIX = ".harness/learning-rate-designer.vsix";
const BROWSER = { needsChromium: true };
const VSCODE = { ...BROWSER, needsEditions: ["newest"] };

export const STAGES = [
  { name: "types", limit: 300, run: commandStage(NODE, ["scripts/typecheck.mjs"]) },
  { name: "lint", limit: 900, run: commandStage("npm", ["run", "--silent", "lint"]) },
  { name: "generated", limit: 180, run: commandStage("npm", ["run", "--silent", "generated"]) },
  { name: "unit", limit: 900, run: vitestStage("unit") },
  { name: "build", limit: 300, run: commandStage(NODE, ["scripts/build.mjs"]) },
  { name: "webview", limit: 1200, ...BROWSER, run: vitestStage("webview") },
  { name: "integration", limit: 900, ...VSCODE, run: hostStage("integration") },
  { name: "ui", limit: 1200, ...VSCODE, run: vitestStage("ui") },
  { name: "web", limit: 600, ...VSCODE, run: hostStage("web") },
  {
    name: "package",
    limit: 300,
    run: commandStage("npm", ["run", "--silent", "package", "--", "--out", VSIX]),
  },
  { name: "vsix", limit: 600, ...VSCODE, run: hostStage("vsix") },
  {
    name: "floor",
    limit: 900,
    needsChromium: true,
    needsEditions: ["floor"],
    run: hostStage("floor"),
  },
  { name: "desktop", limit: 900, run: hostStage("desktop") },
];
