import { workspace, type ConfigurationScope } from "vscode";
import type { RuleSeverity } from "../core/rules/rule";
import { readRules } from "../core/rules/severities";
import { BACKEND_CHOICES, type BackendChoice } from "../core/probeContract";
import { ID } from "./names";
import { clamp } from "./settingValues";

/** The user's settings for one document, each checked: a settings file may hold anything. */
export interface Settings {
  readonly inlinePreview: boolean;
  /** Whether each phase has a small curve of its own, too. */
  readonly inlinePhases: boolean;
  /** Pixels at an editor font size of 14. */
  readonly inlineWidth: number;
  readonly hover: boolean;
  readonly diagnostics: boolean;
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
}

export function readSettings(scope: ConfigurationScope): Settings {
  const section = workspace.getConfiguration(ID, scope);
  return {
    inlinePreview: section.get<unknown>("inlinePreview.enabled") !== false,
    inlinePhases: section.get<unknown>("inlinePreview.scope") === "phases",
    inlineWidth: clamp(section.get("inlinePreview.width"), { least: 40, most: 400, usual: 120 }),
    hover: section.get<unknown>("hover.enabled") !== false,
    diagnostics: section.get<unknown>("diagnostics.enabled") !== false,
    inlayHints: section.get<unknown>("inlayHints.enabled") !== false,
    codeLens: section.get<unknown>("codeLens.enabled") === true,
    rules: readRules(section.get("rules")),
  };
}

/** The foreign formats that the user switched off, by id. */
export function readFormatsOff(): ReadonlySet<string> {
  const formats = workspace.getConfiguration(ID).get<unknown>("formats");
  if (typeof formats !== "object" || formats === null) return new Set();
  return new Set(Object.entries(formats).flatMap(([id, on]) => (on === false ? [id] : [])));
}

/** What probes compute on; "auto" where nothing known is set. */
export function readProbeBackend(): BackendChoice {
  const value = workspace.getConfiguration(ID).get<unknown>("probe.backend");
  return BACKEND_CHOICES.find((choice) => choice === value) ?? "auto";
}

/** Milliseconds from a change to its effect. */
export const readDelay = (scope: ConfigurationScope): number =>
  clamp(workspace.getConfiguration(ID, scope).get("delay"), { least: 0, most: 5000, usual: 200 });

/** The editor's font size for a document, in pixels. */
export const readFontSize = (scope: ConfigurationScope): number =>
  clamp(workspace.getConfiguration("editor", scope).get("fontSize"), {
    least: 6,
    most: 100,
    usual: 14,
  });
