import { describe, expect, it } from "vitest";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { parser } from "./parser";
import { toPlain } from "./plain";
import { at, slice, runtime } from "./typescriptText";

describe("imports", () => {
  const files: Record<string, string> = {
    "/project/a.ts":
      "export const WARMUP = 5_000;\nexport { PEAK as TOP } from './b';\nexport * from './c';\nexport default 7;",
    "/project/b.ts":
      "import { BASE } from './c';\nexport const PEAK = BASE;\nexport const loop = other;\nimport { other } from './d';",
    "/project/c.ts":
      "export const BASE = 0.25;\nexport enum Mode { Fast = 3 }\nexport const phases = [linear({ to: BASE })];\nexport const warm = (n: number) => linear({ to: BASE, for: n });",
    "/project/d.ts": "import { loop } from './b';\nexport const other = loop;",
    "/project/config.json": '{ "rate": 0.125, "list": [1] }',
  };
  const resolveImport = (specifier: string, from: string) => {
    const folder = from.slice(0, from.lastIndexOf("/"));
    const path = `${folder}/${specifier.replace("./", "")}`;
    const uri = [path, `${path}.ts`].find((name) => Object.hasOwn(files, name));
    const text = uri === undefined ? undefined : files[uri];
    return uri === undefined || text === undefined ? undefined : { uri, text };
  };
  const readMain = (text: string) =>
    parseTypeScript(text, parser, { resolveImport, uri: "/project/main.ts" });
  const origin = (uri: string, literal: string) => {
    const start = (files[uri] ?? "").indexOf(literal);
    return { uri, range: { start, end: start + literal.length } };
  };

  it("follows constants to the file that holds the literal", () => {
    const document = readMain(
      "import seven, { WARMUP, TOP, BASE, Mode as M } from './a';\nimport * as all from './a';\ndefineSchedule({ a: WARMUP, b: TOP, c: BASE, d: seven, e: M.Fast, f: all.WARMUP });",
    );
    expect(toPlain(document.roots[0]?.value)).toEqual({
      a: 5000,
      b: 0.25,
      c: 0.25,
      d: 7,
      e: 3,
      f: 5000,
    });
    expect(at(document, ["a"]).origin).toEqual(origin("/project/a.ts", "5_000"));
    expect(at(document, ["b"]).origin).toEqual(origin("/project/c.ts", "0.25"));
    expect(slice(document, at(document, ["b"]).range)).toBe("TOP");
    expect(slice(document, at(document, ["f"]).range)).toBe("all.WARMUP");
  });

  it("gives every part of an imported object a place in the document", () => {
    const document = readMain(
      "import { phases, warm } from './c';\ndefineSchedule({ a: phases, b: warm(30) });",
    );
    const to = at(document, ["a", 0, "to"]);
    expect(slice(document, to.range)).toBe("phases");
    expect(to.origin).toEqual(origin("/project/c.ts", "0.25"));
    const length = at(document, ["b", "for"]);
    expect([slice(document, length.range), length.literal, length.origin]).toEqual([
      "30",
      true,
      undefined,
    ]);
  });

  it("reads JSON files", () => {
    const document = readMain(
      "import config from './config.json';\ndefineSchedule({ to: config.rate });",
    );
    expect(at(document, ["to"])).toMatchObject({
      value: 0.125,
      origin: origin("/project/config.json", "0.125"),
    });
  });

  it("ends where imports go in a circle or lead nowhere", () => {
    const document = readMain(
      "import { loop } from './b';\nimport { gone } from './gone';\ndefineSchedule({ a: loop, b: gone });",
    );
    expect(toPlain(document.roots[0]?.value)).toEqual({ a: runtime("loop"), b: runtime("gone") });
  });
});
