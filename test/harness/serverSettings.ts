import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Settings = Readonly<Record<string, unknown>>;

// Quiet and repeatable: nothing that pops up, asks the network or moves by itself.
const QUIET: Settings = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/** Writes the settings where both the server and its workbench read them. */
export function writeSettings(dataFolder: string, settings: Settings): void {
  for (const scope of ["Machine", "User"]) {
    const folder = path.join(dataFolder, "data", scope);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
  }
}
