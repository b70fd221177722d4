import { textMethods, numberMethods } from "../pure";
import { MAX_STRING } from "../limits";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { MethodCall } from "./arrays";
import { readItems } from "./containers";
import { placeOf, type Site } from "./module";
import type { Reading } from "./reading";
import { primitiveOf, scalar, spreadUnknown, type Value } from "./value";

/** `"a".toUpperCase()`, `(1 / 3).toFixed(2)` and their like; undefined where this is none of them. */
export function scalarMethod(
  reading: Reading,
  { object, name, list }: MethodCall,
  node: SyntaxNode,
  site: Site,
): Value | undefined {
  const ofText = textMethods.get(name);
  const ofNumber = numberMethods.get(name);
  if (!ofText && !ofNumber) return undefined;
  const subject = reading.evaluate(object, site);
  const values = readItems(reading, list, site);
  const unknown = values.find((value) => value.type === "unknown");
  if (unknown?.type === "unknown")
    return spreadUnknown(unknown, rangeOf(node), placeOf(node, site.module));
  const given = values.map((value) => primitiveOf(value)?.is);
  if (subject.type === "string" && ofText && subject.value.length <= MAX_STRING)
    return scalar(ofText(subject.value, given), rangeOf(node));
  if (subject.type !== "number" || !ofNumber) return undefined;
  const result = ofNumber(subject.value, given[0]);
  return result === undefined ? undefined : scalar(result, rangeOf(node));
}
