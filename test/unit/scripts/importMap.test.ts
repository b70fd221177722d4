import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** Where rooms are recursive because a grammar is: an expression holds functions, which hold expressions. */
const RECURSIVE = ["core/parse", "core/program", "core/syntax"];

const files = ["src", "webview"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(folder, name)),
);
const known = new Set(files);

/** "core/parse", "host": as in the map of rooms. */
function roomOf(file: string): string {
  const parts = file.replace(/\.ts$/, "").split(path.sep);
  if (parts[0] === "webview") return parts.slice(0, 2).join("/");
  return parts[1] === "core" ? parts.slice(1, 3).join("/") : (parts[1] ?? "");
}

const isTypeOnly = (names: string): boolean =>
  names.startsWith("type ") ||
  (/^\{.*\}\s*$/s.test(names) &&
    names
      .replace(/[{}]/g, "")
      .split(",")
      .every((name) => /^\s*(?:type .*)?$/s.test(name)));

/** The files that a file loads when it is loaded. */
function loadedBy(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\s+([^;"]*?)\s*from\s+"(\.[^"]+)"/gm)].flatMap(
    ([, names = "", specifier = ""]) => {
      const target = `${path.join(path.dirname(file), specifier)}.ts`;
      return known.has(target) && !isTypeOnly(names) ? [target] : [];
    },
  );
}

const graph = new Map(files.map((file) => [file, loadedBy(file)]));

/** All that is loaded, sooner or later, with a file. */
function reachable(file: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(graph.get(file) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return seen;
}

it("reads the imports that there are", () => {
  expect(files.length).toBeGreaterThan(300);
  expect(graph.get(path.join("src", "core", "analyze.ts"))).toContain(
    path.join("src", "core", "evaluation.ts"),
  );
});

it("no circle of files leads through two rooms at run time, and few through one", () => {
  const reach = new Map(files.map((file) => [file, reachable(file)]));
  const circles = files.flatMap((file) =>
    [...(reach.get(file) ?? [])].flatMap((other) =>
      reach.get(other)?.has(file) === true && other !== file ? [[file, other] as const] : [],
    ),
  );
  const wrong = circles.filter(
    ([a, b]) => roomOf(a) !== roomOf(b) || !RECURSIVE.includes(roomOf(a)),
  );
  expect(wrong).toEqual([]);
});
