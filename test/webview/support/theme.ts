import { readFileSync } from "node:fs";
import path from "node:path";
import { sampled } from "../../unit/runs";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const FOLDER = path.join(ROOT, "test/fixtures/themes");

export const THEMES = ["dark", "light", "highContrast", "highContrastLight"] as const;
/** One without and one with high contrast, chosen by the run's seed; all four in the long run. */
export const SOME_THEMES = sampled(THEMES, 2);
export type ThemeName = (typeof THEMES)[number];

interface Theme {
  readonly id: string;
  readonly kind: string;
  readonly className: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface ContributedColor {
  readonly id: string;
  readonly defaults: Readonly<Record<ThemeName, string>>;
}

/** The variables of a real VS Code's webview, with the colours that our manifest contributes. */
export function theme(name: ThemeName): Theme {
  const dumped = JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), "utf8")) as Theme;
  return { ...dumped, variables: { ...dumped.variables, ...contributed(name) } };
}

/** VS Code's own style sheet for webviews. */
export const webviewDefaults = (): string =>
  readFileSync(path.join(FOLDER, "webviewDefaults.css"), "utf8");

function contributed(name: ThemeName): Record<string, string> {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    contributes: { colors: readonly ContributedColor[] };
  };
  return Object.fromEntries(
    manifest.contributes.colors.map(({ id, defaults }) => [
      `--vscode-${id.replaceAll(".", "-")}`,
      defaults[name],
    ]),
  );
}
