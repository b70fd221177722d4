import type { Machine } from "../machine";
import { isObject, numberOf, type List, type Site, type Value } from "../values";
import { isFloat, roundHalfEven } from "./numbers";

/** Python's `repr` of a float: the shortest digits, with an exponent below 1e-4 and from 1e16. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Object.is(value, -0)) return "-0.0";
  const [mantissa = "0", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const sign = exponent < 0 ? "-" : "+";
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${BigInt(value)}.0` : String(value);
}

/** `str(value)`. */
export function textOf(machine: Machine, value: Value, site: Site): string {
  return typeof value === "string" ? value : reprOf(machine, value, site);
}

/** `repr(value)`. */
export function reprOf(machine: Machine, value: Value, site: Site): string {
  machine.spend(1);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return isFloat(value) ? floatText(value) : String(value);
  if (!isObject(value)) return "None";
  switch (value.kind) {
    case "float":
      return floatText(value.value);
    case "list":
      return listText(machine, value, site);
    case "dict": {
      const entries = [...value.entries.values()];
      return `{${entries.map((entry) => `${reprOf(machine, entry.key, site)}: ${reprOf(machine, entry.value, site)}`).join(", ")}}`;
    }
    case "span":
      return `range(${value.start}, ${value.stop}${value.step === 1 ? "" : `, ${value.step}`})`;
    case "class":
      return `<class '${value.name}'>`;
    case "instance":
      return `<${value.type.name} object>`;
    case "library":
      return value.path;
    case "call":
      return `${value.callee}(…)`;
    case "unknown":
      return value.symbol;
    default:
      return "a function";
  }
}

function listText(machine: Machine, list: List, site: Site): string {
  const items = list.items.map((item) => reprOf(machine, item, site)).join(", ");
  if (list.type === "list") return `[${items}]`;
  if (list.type === "set") return items === "" ? "set()" : `{${items}}`;
  return list.items.length === 1 ? `(${items},)` : `(${items})`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t")
    .replace(/\r/g, "\\r");
  return `${quote}${quote === "'" ? escaped.replace(/'/g, "\\'") : escaped}${quote}`;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/;
const MAX_WIDTH = 1_000;

/** `format(value, spec)`; undefined for what is not followed. */
export function formatted(
  machine: Machine,
  value: Value,
  spec: string,
  site: Site,
): string | undefined {
  if (spec === "") return textOf(machine, value, site);
  const match = SPEC.exec(spec);
  if (!match) return undefined;
  const [, fill, align, sign = "-", , zero, width, group, precision, type] = match;
  if (Number(width ?? 0) > MAX_WIDTH || Number(precision ?? 0) > 100) return undefined;
  const number = numberOf(value);
  const isNumber = number !== undefined && (typeof value !== "boolean" || type !== undefined);
  const body = isNumber
    ? numberBody(number, { type, precision, group, float: isFloat(value) })
    : textBody(machine, value, precision, site);
  if (body === undefined) return undefined;
  const negative = isNumber && (number < 0 || Object.is(number, -0));
  const head = !isNumber ? "" : negative ? "-" : sign === "-" ? "" : sign;
  return padded(body, head, {
    fill: fill ?? (zero ? "0" : " "),
    align: align ?? (zero ? "=" : isNumber ? ">" : "<"),
    width: Number(width ?? 0),
  });
}

function textBody(
  machine: Machine,
  value: Value,
  precision: string | undefined,
  site: Site,
): string {
  const text = textOf(machine, value, site);
  return precision === undefined ? text : text.slice(0, Number(precision));
}

interface NumberSpec {
  readonly type: string | undefined;
  readonly precision: string | undefined;
  readonly group: string | undefined;
  readonly float: boolean;
}

function numberBody(
  number: number,
  { type, precision, group, float }: NumberSpec,
): string | undefined {
  const magnitude = Math.abs(number);
  const digits = precision === undefined ? undefined : Number(precision);
  const body = magnitudeText(magnitude, type, digits, float);
  if (body === undefined || group === undefined) return body;
  return body.replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, group));
}

function magnitudeText(
  value: number,
  type: string | undefined,
  digits: number | undefined,
  float: boolean,
): string | undefined {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : "inf";
  switch (type) {
    case "f":
    case "F":
      return fixed(value, digits ?? 6);
    case "e":
    case "E":
      return exponential(value, digits ?? 6, type);
    case "%":
      return `${fixed(value * 100, digits ?? 6)}%`;
    case "g":
    case "G":
      return general(value, digits ?? 6, type);
    case "d":
      return float ? undefined : String(value);
    case "x":
      return float ? undefined : value.toString(16);
    case "b":
      return float ? undefined : value.toString(2);
    case undefined:
      if (digits !== undefined) return general(value, digits, "g", float);
      return float ? floatText(value) : String(value);
    default:
      return undefined;
  }
}

const fixed = (value: number, digits: number): string => {
  const rounded = roundHalfEven(value, digits);
  return value < 1e21
    ? rounded.toFixed(digits)
    : `${BigInt(value)}${digits > 0 ? `.${"0".repeat(digits)}` : ""}`;
};

function exponential(value: number, digits: number, type: string): string {
  const [mantissa = "", power = "0"] = value.toExponential(digits).split("e");
  const exponent = Number(power);
  return `${mantissa}${type}${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function general(value: number, digits: number, type: string, keepPoint = false): string {
  const precision = Math.max(1, digits);
  const exponent = value === 0 ? 0 : Number(value.toExponential(precision - 1).split("e")[1]);
  const strip = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= precision) {
    const [mantissa = "", power = ""] = exponential(
      value,
      precision - 1,
      type === "G" ? "E" : "e",
    ).split(/(?=[eE])/);
    return strip(mantissa) + power;
  }
  const text = strip(fixed(value, Math.max(0, precision - 1 - exponent)));
  return keepPoint && !text.includes(".") ? `${text}.0` : text;
}

interface Padding {
  readonly fill: string;
  readonly align: string;
  readonly width: number;
}

function padded(body: string, head: string, { fill, align, width }: Padding): string {
  const missing = Math.max(0, width - body.length - head.length);
  if (align === "=") return head + fill.repeat(missing) + body;
  if (align === "<") return head + body + fill.repeat(missing);
  const left = align === ">" ? missing : Math.floor(missing / 2);
  return fill.repeat(left) + head + body + fill.repeat(missing - left);
}
