// An ESLint rule: a room of the project imports only what the table in CONTRIBUTING.md says it may.
import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** "core/parse" for a file in src/core/parse, "core/analyze" for src/core/analyze.ts, "host" for src/host. */
function roomOf(file) {
  const parts = path.relative(ROOT, file).replace(/\.ts$/, "").split(path.sep);
  if (parts[0] === "webview") return parts.slice(0, 2).join("/");
  if (parts[0] !== "src") return undefined;
  return parts[1] === "core" ? parts.slice(1, 3).join("/") : parts[1];
}

/** Each room with those that it may import: the first and the last column of the table. */
function roomsIn(text) {
  const rows = text
    .split("\n")
    .flatMap((line) => /^\| `([^`]+)` \|.*\|([^|]*)\|$/.exec(line) ?? []);
  const rooms = new Map();
  for (let i = 0; i < rows.length; i += 3)
    rooms.set(
      rows[i + 1],
      new Set([...rows[i + 2].matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
    );
  return rooms;
}

const rooms = roomsIn(readFileSync(path.join(ROOT, "CONTRIBUTING.md"), "utf8"));

function complaint(file, specifier) {
  const [from, to] = [roomOf(file), roomOf(path.resolve(path.dirname(file), specifier))];
  if (from === undefined || from === to) return undefined;
  if (to === undefined)
    return specifier.endsWith(".json")
      ? undefined
      : `${from} may not import from outside of src and webview.`;
  if (!rooms.has(from)) return `${from} is missing from the map of rooms in CONTRIBUTING.md.`;
  if (!rooms.get(from).has(to))
    return `${from} may not import ${to}: see the map of rooms in CONTRIBUTING.md.`;
  return undefined;
}

export const importMap = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const check = ({ source }) => {
      if (source?.type !== "Literal" || !String(source.value).startsWith(".")) return;
      const message = complaint(context.filename, source.value);
      if (message) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      TSImportType: ({ argument }) => check({ source: argument.literal ?? argument }),
    };
  },
};
