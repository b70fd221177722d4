export interface Theme {
  readonly file: string;
  readonly name: string;
  readonly colorScheme: "light" | "dark";
}

/** The four kinds of theme that an extension must look right in. */
export const THEMES = {
  light: { file: "light", name: "Default Light Modern", colorScheme: "light" },
  dark: { file: "dark", name: "Default Dark Modern", colorScheme: "dark" },
  highContrast: { file: "high-contrast", name: "Default High Contrast", colorScheme: "dark" },
  highContrastLight: {
    file: "high-contrast-light",
    name: "Default High Contrast Light",
    colorScheme: "light",
  },
} as const satisfies Record<string, Theme>;

/** The settings that put the workbench into a theme, whatever the system prefers. */
export const themeSettings = (theme: Theme) => ({
  "workbench.colorTheme": theme.name,
  "window.autoDetectColorScheme": false,
  "window.autoDetectHighContrast": false,
});
