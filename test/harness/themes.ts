import variables from "./themeVariables.json" with { type: "json" };

export type ThemeKind = keyof typeof variables;

export interface Theme {
  readonly kind: ThemeKind;
  /** As the setting `workbench.colorTheme` wants it. */
  readonly name: string;
  readonly fileName: string;
  readonly colorScheme: "light" | "dark";
  /** The classes that VS Code gives to the body of a webview. */
  readonly bodyClass: string;
}

/** The four kinds of theme that an extension must look right in. */
export const THEMES = {
  light: {
    kind: "light",
    name: "Default Light Modern",
    fileName: "light",
    colorScheme: "light",
    bodyClass: "vscode-light",
  },
  dark: {
    kind: "dark",
    name: "Default Dark Modern",
    fileName: "dark",
    colorScheme: "dark",
    bodyClass: "vscode-dark",
  },
  highContrast: {
    kind: "highContrast",
    name: "Default High Contrast",
    fileName: "high-contrast",
    colorScheme: "dark",
    bodyClass: "vscode-high-contrast",
  },
  highContrastLight: {
    kind: "highContrastLight",
    name: "Default High Contrast Light",
    fileName: "high-contrast-light",
    colorScheme: "light",
    bodyClass: "vscode-high-contrast-light vscode-high-contrast",
  },
} as const satisfies Record<ThemeKind, Theme>;

/** The settings that put the workbench into a theme, whatever the system prefers. */
export const themeSettings = ({ name }: Theme) => ({
  "workbench.colorTheme": name,
  "window.autoDetectColorScheme": false,
  "window.autoDetectHighContrast": false,
});

/** The `--vscode-…` variables that a webview finds under a theme, as VS Code 1.139 sets them. */
export const themeVariables = ({ kind }: Theme): Readonly<Record<string, string>> =>
  variables[kind];
