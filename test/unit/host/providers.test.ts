import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOT = "src/host";
const METHOD = /\basync (provide[A-Z]\w*)\(([^)]*)\)/g;

/** What the editor asks of a document, each with its parameters and the code that follows. */
const methods = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = readFileSync(`${ROOT}/${file}`, "utf8");
    return [...text.matchAll(METHOD)].map(({ index, 0: head, 1: name = "", 2: given = "" }) => ({
      name: `${file}: ${name}`,
      given,
      body: text.slice(index + head.length, index + head.length + 600),
    }));
  })
  .filter(({ given }) => given.includes("document"));

test("there are providers to look at", () => {
  expect(methods.length).toBeGreaterThan(9);
});

test.each(methods)("$name stops when the editor no longer waits", ({ given, body }) => {
  expect(given).toContain("token");
  expect(body).toMatch(/, token\)|token\.isCancellationRequested/);
});
