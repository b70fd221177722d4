import { ColorThemeKind, window, workspace } from "vscode";
import { type Palette, palettes } from "../core/svg/palettes";
import { customColors, withCustomColors } from "./model/customColors";

const PALETTES: Record<ColorThemeKind, Palette> = {
  [ColorThemeKind.Dark]: palettes.dark,
  [ColorThemeKind.Light]: palettes.light,
  [ColorThemeKind.HighContrast]: palettes.highContrast,
  [ColorThemeKind.HighContrastLight]: palettes.highContrastLight,
};

/** The settings that `activePalette` hangs on. */
export const COLOR_SETTINGS = ["workbench.colorCustomizations", "workbench.colorTheme"];

/**
 * The palette of the active theme, in the user's own colours. VS Code tells extensions the kind of the
 * theme alone, none of its colours; the user's are in the settings.
 */
export function activePalette(): Palette {
  const { kind } = window.activeColorTheme;
  const setting = workspace.getConfiguration("workbench").get<unknown>("colorCustomizations");
  return withCustomColors(PALETTES[kind], customColors(setting, themeName(kind)));
}

const PREFERRED: Record<ColorThemeKind, string> = {
  [ColorThemeKind.Dark]: "preferredDarkColorTheme",
  [ColorThemeKind.Light]: "preferredLightColorTheme",
  [ColorThemeKind.HighContrast]: "preferredHighContrastColorTheme",
  [ColorThemeKind.HighContrastLight]: "preferredHighContrastLightColorTheme",
};

function themeName(kind: ColorThemeKind): string {
  const follows = workspace.getConfiguration("window").get<unknown>("autoDetectColorScheme");
  const key = follows === true ? PREFERRED[kind] : "colorTheme";
  const name = workspace.getConfiguration("workbench").get<unknown>(key);
  return typeof name === "string" ? name : "";
}
