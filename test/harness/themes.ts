export interface Theme {
  /** As the setting `workbench.colorTheme` wants it. */
  readonly name: string;
  readonly fileName: string;
  readonly colorScheme: "light" | "dark";
}

/** The four kinds of theme that an extension must look right in. */
export const THEMES: readonly Theme[] = [
  { name: "Default Light Modern", fileName: "light", colorScheme: "light" },
  { name: "Default Dark Modern", fileName: "dark", colorScheme: "dark" },
  { name: "Default High Contrast", fileName: "high-contrast", colorScheme: "dark" },
  { name: "Default High Contrast Light", fileName: "high-contrast-light", colorScheme: "light" },
];

/** The settings that put the workbench into a theme, whatever the system prefers. */
export const themeSettings = ({ name }: Theme) => ({
  "workbench.colorTheme": name,
  "window.autoDetectColorScheme": false,
  "window.autoDetectHighContrast": false,
});
