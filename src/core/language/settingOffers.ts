import { quoted, type Dialect } from "../edit/dialect";
import { flagShape } from "../schedule/shapes";
import type { Cursor } from "./cursor";
import type { Offer } from "./offers";
import { bare, sections, wordsOf } from "./shape";
import { usualAmounts, usualNumbers } from "./usualNumbers";

const offerOf =
  (type: Offer["type"]) =>
  (text: string): Offer => ({ type, label: text, description: "", text });

/** Usual numbers of a setting; in TypeScript its words and flags, too, which JSON has of its schema. */
export function settingOffers(
  { path, inString }: Cursor,
  hasSchema: boolean,
  { quote }: Dialect,
): Offer[] {
  const [section, key] = path;
  const shape = path.length === 2 ? sections[String(section)]?.[String(key)] : undefined;
  if (inString || shape === undefined) return [];
  const numbers = usualNumbers(path).map(offerOf("value"));
  if (hasSchema) return numbers;
  const flags = bare(shape) === flagShape ? ["true", "false"] : [];
  const words = wordsOf(shape).map((word) => quoted(word, quote));
  return [...numbers, ...[...flags, ...words].map(offerOf("word"))];
}

/** Usual lengths of time in the unit that is called at the cursor: `epochs(|)`. */
export const amountOffers = ({ kind }: Cursor): Offer[] =>
  (usualAmounts(kind) ?? []).map(offerOf("unit"));
