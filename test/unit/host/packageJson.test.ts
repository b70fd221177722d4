import { describe, expect, it } from "vitest";
import { withEdits } from "../../../src/core/edit/rebase";
import { dependencyEdits } from "../../../src/host/lazy/packageJson";

const NAME = "learning-rate-designer";
const after = (text: string): string | undefined => {
  const edits = dependencyEdits(text, NAME, "^0.1.0");
  return edits && withEdits(text, edits);
};

describe("the package among the dependencies of a manifest", () => {
  it("joins those that there are, in the file's indentation", () => {
    const text = '{\n\t"name": "a",\n\t"dependencies": {\n\t\t"zod": "^4.0.0"\n\t}\n}\n';
    expect(after(text)).toBe(
      '{\n\t"name": "a",\n\t"dependencies": {\n\t\t"zod": "^4.0.0",\n\t\t"learning-rate-designer": "^0.1.0"\n\t}\n}\n',
    );
  });

  it("begins the list where there is none, lines ending as they do", () => {
    expect(JSON.parse(after("{}") ?? "")).toEqual({ dependencies: { [NAME]: "^0.1.0" } });
    const text = after('{\r\n    "name": "a"\r\n}\r\n') ?? "";
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(text).toContain('    "dependencies": {\r\n        "learning-rate-designer"');
  });

  it.each(["dependencies", "devDependencies", "peerDependencies"])(
    "is left as it is in %s",
    (list) => {
      expect(dependencyEdits(JSON.stringify({ [list]: { [NAME]: "1.0.0" } }), NAME, "^2")).toEqual(
        [],
      );
    },
  );

  it.each([
    ["half-typed", '{ "dependencies": {'],
    ["empty", ""],
    ["no object", "[]"],
    ["a list of dependencies", '{ "dependencies": [] }'],
    ["dependencies that are a text", '{ "dependencies": "all" }'],
    ["nested without end", "[".repeat(200_000)],
    ["nested without end in an object", `{ "a": ${"[".repeat(100_000)}${"]".repeat(100_000)} }`],
  ])("is not written into what is no manifest: %s", (_name, text) => {
    expect(dependencyEdits(text, NAME, "^1")).toBeUndefined();
  });
});
