import { ColorThemeKind } from "vscode";
import { type Palette, palettes } from "../core/svg/palettes";

const PALETTES: Record<ColorThemeKind, Palette> = {
  [ColorThemeKind.Dark]: palettes.dark,
  [ColorThemeKind.Light]: palettes.light,
  [ColorThemeKind.HighContrast]: palettes.highContrast,
  [ColorThemeKind.HighContrastLight]: palettes.highContrastLight,
};

export const paletteOf = (kind: ColorThemeKind): Palette => PALETTES[kind];
