import type { PictureColors } from "./picture";

export interface Palette {
  readonly sparkline: string;
  readonly picture: PictureColors;
}

/**
 * Pictures in the text are files of their own, which cannot see the theme's colours; so there is a
 * palette for each kind of theme, with the defaults of the colours that the manifest contributes.
 */
const DARK: Palette = {
  sparkline: "#3794ff",
  picture: {
    background: "#1f1f1f",
    foreground: "#cccccc",
    grid: "#404040",
    primary: "#3794ff",
    secondary: "#d18616",
    mark: "#3794ff33",
  },
};

const LIGHT: Palette = {
  sparkline: "#1a6fc4",
  picture: {
    background: "#ffffff",
    foreground: "#3b3b3b",
    grid: "#d9d9d9",
    primary: "#1a6fc4",
    secondary: "#a85c00",
    mark: "#1a6fc422",
  },
};

const HIGH_CONTRAST: Palette = {
  sparkline: "#75beff",
  picture: {
    background: "#000000",
    foreground: "#ffffff",
    grid: "#6a6a6a",
    primary: "#75beff",
    secondary: "#ffb454",
    mark: "#ffffff40",
  },
};

const HIGH_CONTRAST_LIGHT: Palette = {
  sparkline: "#0f4a85",
  picture: {
    background: "#ffffff",
    foreground: "#000000",
    grid: "#8a8a8a",
    primary: "#0f4a85",
    secondary: "#7a3e00",
    mark: "#0f4a8533",
  },
};

/** By kind of theme. */
export const palettes = {
  dark: DARK,
  light: LIGHT,
  highContrast: HIGH_CONTRAST,
  highContrastLight: HIGH_CONTRAST_LIGHT,
} as const satisfies Record<string, Palette>;
