import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import path from "node:path";
import { ROOT } from "./paths";

// VS Code formats the stacks of its extension host itself and knows nothing of source maps.
const PLACE = /[^\s()]*\.harness[^\s():]*:(\d+):(\d+)/g;

/** Puts the test files' own lines into a stack that names a bundle's. */
export function mapStack(bundle: string, stack: string): string {
  const payload = JSON.parse(readFileSync(`${bundle}.map`, "utf8")) as SourceMapPayload;
  const map = new SourceMap(payload);
  return stack.replace(PLACE, (place, line: string, column: string) => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) return place;
    const file = path.resolve(path.dirname(bundle), entry.originalSource);
    return `${path.relative(ROOT, file)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
