/** What PyYAML's resolver makes of a plain scalar (YAML 1.1, `yaml/resolver.py` of 6.0). */
export type PlainScalar = null | boolean | number | string;

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const OTHER_BASE = /^([-+]?)0(?:(b)([01_]+)|(x)([0-9a-fA-F_]+)|([0-7_]+))$/;
const FLOAT =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

const digits = (text: string): string => text.replaceAll("_", "");

function otherBase(text: string): number | undefined {
  const [, sign = "", binary, bits = "", hex, nibbles = "", octal = ""] =
    OTHER_BASE.exec(text) ?? [];
  if (OTHER_BASE.exec(text) === null) return undefined;
  const value = binary
    ? Number.parseInt(digits(bits), 2)
    : hex
      ? Number.parseInt(digits(nibbles), 16)
      : Number.parseInt(digits(octal), 8);
  return sign === "-" ? -value : value;
}

/**
 * `2.0e-5` is a number, `2e-5`, `1e-4` and `1.0e4` are texts: a float needs a point, and its
 * exponent a sign.
 */
export function plainScalar(text: string): PlainScalar {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (DECIMAL.test(text)) return Number(digits(text));
  if (FLOAT.test(text)) return Number(digits(text));
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  if (NOT_A_NUMBER.test(text)) return NaN;
  return otherBase(text) ?? text;
}
