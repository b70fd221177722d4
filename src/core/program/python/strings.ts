import type { Machine } from "../machine";
import { pure } from "../natives";
import { List, numberOf, type Native, type Site, type Value } from "../values";
import { itemsOf } from "./containers";
import { formatted } from "./text";
import { t } from "../../text/words";

type Method = (text: string, values: readonly Value[], machine: Machine, site: Site) => Value;

const MAX_TEXT = 10_000;

/** A text within its limit. */
function limited(machine: Machine, text: string, site: Site): string {
  if (text.length > MAX_TEXT)
    throw machine.error(t("This text becomes too long."), site, "TooLarge");
  machine.spend(text.length >> 4);
  return text;
}

const given = (value: Value): string | undefined => (typeof value === "string" ? value : undefined);

function strip(text: string, characters: Value, start: boolean, end: boolean): string {
  const set = given(characters);
  const isStripped = (character: string | undefined) =>
    character !== undefined && (set === undefined ? /\s/.test(character) : set.includes(character));
  let [from, to] = [0, text.length];
  while (start && from < to && isStripped(text[from])) from++;
  while (end && to > from && isStripped(text[to - 1])) to--;
  return text.slice(from, to);
}

function split(text: string, separator: Value, count: Value): List {
  const at = given(separator);
  const parts =
    at === undefined
      ? text
          .trim()
          .split(/\s+/)
          .filter((part) => part !== "")
      : text.split(at);
  const limit = numberOf(count);
  if (limit === undefined || limit < 0 || parts.length <= limit + 1) return new List("list", parts);
  return new List("list", [...parts.slice(0, limit), parts.slice(limit).join(at ?? " ")]);
}

const METHODS: readonly (readonly [string, Method])[] = [
  ["upper", (text) => text.toUpperCase()],
  ["lower", (text) => text.toLowerCase()],
  ["casefold", (text) => text.toLowerCase()],
  ["capitalize", (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
  ["strip", (text, [set]) => strip(text, set, true, true)],
  ["lstrip", (text, [set]) => strip(text, set, true, false)],
  ["rstrip", (text, [set]) => strip(text, set, false, true)],
  ["split", (text, [at, count]) => split(text, at, count)],
  ["startswith", (text, [part]) => affix(part, (one) => text.startsWith(one))],
  ["endswith", (text, [part]) => affix(part, (one) => text.endsWith(one))],
  ["find", (text, [part]) => text.indexOf(given(part) ?? "")],
  ["count", (text, [part]) => text.split(given(part) ?? "").length - 1],
  ["isdigit", (text) => /^\d+$/.test(text)],
  ["zfill", (text, [width]) => text.padStart(Math.min(numberOf(width) ?? 0, 1_000), "0")],
  [
    "replace",
    (text, [from, to], machine, site) =>
      limited(
        machine,
        text.replaceAll(given(from) ?? "", () => given(to) ?? ""),
        site,
      ),
  ],
  [
    "join",
    (text, [list], machine, site) => {
      const items = itemsOf(machine, list, site);
      const parts = items.filter((item) => typeof item === "string");
      if (parts.length < items.length)
        return machine.unknown(`${JSON.stringify(text)}.join(…)`, site);
      return limited(machine, parts.join(text), site);
    },
  ],
  ["format", formatText],
];

function affix(part: Value, test: (one: string) => boolean): boolean {
  if (part instanceof List) return part.items.some((one) => typeof one === "string" && test(one));
  return typeof part === "string" && test(part);
}

/** `"{} {1:.2f}".format(…)`: by position; names and attributes are not followed. */
function formatText(text: string, values: readonly Value[], machine: Machine, site: Site): Value {
  let next = 0;
  const missed: string[] = [];
  const made = text.replace(
    /\{\{|\}\}|\{(\d*)(?::([^{}]*))?\}|\{[^}]*\}/g,
    (whole, index?: string, spec?: string) => {
      if (whole === "{{" || whole === "}}") return whole.slice(1);
      if (index === undefined) {
        missed.push(whole);
        return "";
      }
      const shown = formatted(
        machine,
        values[index === "" ? next++ : Number(index)],
        spec ?? "",
        site,
      );
      if (shown === undefined) missed.push(whole);
      return shown ?? "";
    },
  );
  return missed.length === 0
    ? limited(machine, made, site)
    : machine.unknown(`${JSON.stringify(text)}.format(…)`, site);
}

/** Methods of `str`; the text itself comes first. */
export const textMethods: ReadonlyMap<string, (text: string) => Native> = new Map(
  METHODS.map(([name, method]) => [
    name,
    (text: string) => pure(name, (machine, values, site) => method(text, values, machine, site)),
  ]),
);
