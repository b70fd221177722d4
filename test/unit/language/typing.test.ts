import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { TypeScriptSession } from "../../../src/core/parse/typescriptSession";
import { parser } from "../parse/parser";
import { sampled } from "../runs";

const FOLDER = join(import.meta.dirname, "../../../examples");
const examples = (kind: string) =>
  readdirSync(join(FOLDER, kind)).map((file) => ({
    file,
    text: readFileSync(join(FOLDER, kind, file), "utf8"),
  }));

/** What the editor would underline, with its fixes. */
const told = ({ problems }: Analysis) =>
  problems.map(({ code, severity, message, range, fixes }) => ({
    code,
    severity,
    message,
    range,
    fixes,
  }));

/** Every problem lies within what is typed, and its fixes too. */
function checkRanges({ problems, document }: Analysis): void {
  const { length } = document.text;
  for (const { range, fixes, message } of problems) {
    expect(message).not.toMatch(/\[object/);
    for (const { start, end } of [
      range,
      ...fixes.flatMap(({ edits }) => edits.map((e) => e.range)),
    ])
      expect(0 <= start && start <= end && end <= length).toBe(true);
  }
}

/** Reads what stands there after each keystroke; returns what is told in the end. */
function typed(text: string, read: (text: string) => Analysis): unknown {
  let last: unknown;
  for (let end = 1; end <= text.length; end++) {
    const analysis = read(text.slice(0, end));
    checkRanges(analysis);
    if (end === text.length) last = told(analysis);
  }
  return last;
}

describe("a definition typed character by character", () => {
  it.each(sampled(examples("json"), 5))("$file", { timeout: 60_000 }, ({ text }) => {
    const read = (part: string) => analyze(parseJson(part));
    expect(typed(text, read)).toEqual(told(read(text)));
  });

  it.each(sampled(examples("typescript"), 5))("$file", { timeout: 60_000 }, ({ text }) => {
    const session = new TypeScriptSession(parser);
    const last = typed(text, (part) => analyze(session.update(part)));
    session.dispose();
    expect(last).toEqual(told(analyze(parseTypeScript(text, parser))));
  });

  it("from the inside out, as editors close brackets by themselves", { timeout: 60_000 }, () => {
    const [{ text } = { text: "" }] = examples("json");
    const open = text.indexOf("{");
    for (let end = open + 1; end < text.length; end++)
      checkRanges(analyze(parseJson(closed(text.slice(0, end)))));
  });
});

/** The same with all brackets and quotes closed that are open at its end. */
function closed(text: string): string {
  const stack: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|\/\/.*|[[\]{}]/g)) {
    if (token === "{" || token === "[") stack.push(token === "{" ? "}" : "]");
    else if (token === "}" || token === "]") stack.pop();
    else if (token.startsWith('"') && !/^".*"$/.test(token)) stack.push('"');
    else if (token === '"') stack.push('"');
  }
  return text + stack.reverse().join("");
}
