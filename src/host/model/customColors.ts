import type { Palette } from "../../core/svg/palettes";
import { ID } from "../names";

/** The user's colours by the manifest's ids, as far as they are colours at all. */
export type CustomColors = ReadonlyMap<string, string>;

/** Anything else than VS Code's notation for colours must not come into a picture's markup. */
const COLOR = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const SCOPES = /\[([^\]]*)\]/g;

/**
 * What `workbench.colorCustomizations` says under a theme of this name: for all themes, then for those
 * that sections such as `[Dark Modern]`, `[*Dark*]` or `[One][Two]` name, a later one over an earlier.
 */
export function customColors(setting: unknown, theme: string): CustomColors {
  const all = Object.entries(asRecord(setting));
  const named = all.flatMap(([key, value]) =>
    isFor(key, theme) ? Object.entries(asRecord(value)) : [],
  );
  const colors = [...all, ...named].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && COLOR.test(entry[1]),
  );
  return new Map(colors);
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

const isFor = (key: string, theme: string): boolean =>
  key.startsWith("[") && [...key.matchAll(SCOPES)].some(([, scope = ""]) => matches(scope, theme));

/** A star stands for anything at the beginning, at the end or at both, as in VS Code. */
function matches(scope: string, theme: string): boolean {
  const [first, last] = [scope.startsWith("*"), scope.endsWith("*")];
  const text = scope.slice(first ? 1 : 0, last && scope.length > 1 ? -1 : undefined);
  if (first && last) return theme.includes(text);
  if (first) return theme.endsWith(text);
  return last ? theme.startsWith(text) : theme === scope;
}

/** The palette of pictures in the text, in the user's colours for rate and momentum. */
export function withCustomColors({ sparkline, picture }: Palette, colors: CustomColors): Palette {
  const rate = colors.get(`${ID}.learningRate`);
  const secondary = colors.get(`${ID}.momentum`) ?? picture.secondary;
  if (rate === undefined) return { sparkline, picture: { ...picture, secondary } };
  const mark = opaque(rate) + picture.mark.slice(-2);
  return { sparkline: rate, picture: { ...picture, primary: rate, secondary, mark } };
}

/** "#rrggbb" of a colour in any of the four lengths. */
function opaque(color: string): string {
  const digits = color.slice(1);
  const wide = digits.length < 6 ? digits.replace(/./g, "$&$&") : digits;
  return `#${wide.slice(0, 6)}`;
}
