import { ownLiteral, type SourceString } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { Trap } from "./reading";

const NUMBER = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** The number that a text means to everybody but the reader that took it for a text. */
export function numberOfText(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed.replaceAll("_", "")) : undefined;
}

/** `2e-5` as YAML 1.1 wants a float to be written: with a point, and a sign in the exponent. */
function asYamlFloat(text: string): string {
  const [mantissa = "", exponent = ""] = text.trim().replaceAll("_", "").split(/[eE]/);
  const point = mantissa.includes(".") ? mantissa : `${mantissa}.0`;
  const sign = /^[-+]/.test(exponent) ? exponent : `+${exponent}`;
  return exponent === "" ? point : `${point}e${sign}`;
}

/** PyYAML reads `2e-5` as a text: its floats need a point, and a sign in the exponent. */
export function numberTextProblem(
  value: SourceString,
  key: string,
  meant: number,
  text: string,
): Trap {
  const { range } = value;
  const place = ownLiteral(value);
  const written = place ? text.slice(place.start, place.end) : value.value;
  const isQuoted = /^["']/.test(written);
  const better = asYamlFloat(isQuoted ? written.slice(1, -1) : written);
  return {
    code: "yaml-number-is-text",
    severity: "error",
    range,
    message: isQuoted
      ? t`${key} is the text ${written}, not the number ${meant}: leave out the quotes.`
      : t`PyYAML reads ${written} as a text, not as the number ${meant}: write ${better}.`,
    why: t(
      "YAML 1.1 floats need a decimal point and a signed exponent; a text reaches the optimizer, which fails at the first comparison or multiplication.",
    ),
    source: { label: "PyYAML issue 173", url: "https://github.com/yaml/pyyaml/issues/173" },
    fixes: place ? [{ title: t`Write ${better}`, edits: [{ range: place, text: better }] }] : [],
  };
}
