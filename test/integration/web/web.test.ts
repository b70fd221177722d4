import * as vscode from "vscode";
import { activated, closeAll, codeOf, openNew, problemsOf, rangeOf, until } from "../support";

const check = (condition: boolean, message: string): void => {
  if (!condition) throw new Error(message);
};

const WRONG = "for: 1500";
const TEXT = `import { cosine, defineSchedule, linear } from "learning-rate-designer";
export const schedule = defineSchedule({
  length: { steps: 1000 },
  learningRate: [linear({ from: 0.01, to: 0.3, ${WRONG} }), cosine({ to: 0 })],
});
`;

describe("in the web", () => {
  afterEach(closeAll);

  it("reads, checks and draws JSON", async () => {
    const api = await activated();
    const { document } = await openNew(
      "web.schedule.json",
      '{ "length": { "steps": 10 }, "learningRate": { "kind": "sawtooth" } }',
    );
    const [problem] = problemsOf(document.uri);
    check(problem?.range.isEqual(rangeOf(document, '"sawtooth"')) === true, "another range");
    const good = await openNew(
      "good.schedule.json",
      '{ "length": { "steps": 10 }, "learningRate": { "kind": "linear", "from": 1, "to": 0 } }',
    );
    await until("it is drawn", () => api.sparklines(good.document.uri).length === 1);
  });

  it("reads, checks and draws TypeScript, its grammar in WebAssembly", async () => {
    const api = await activated();
    const { document } = await openNew("web.ts", TEXT);
    await until("it is drawn", () => api.sparklines(document.uri).length === 1);
    const found = problemsOf(document.uri).find((p) => codeOf(p) === "warmup-longer-than-run");
    check(found !== undefined, "no problem found");
    check(document.getText(found?.range) === "1500", "another range");
  });

  it("hovers", async () => {
    const { document } = await openNew("hover.ts", TEXT);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      rangeOf(document, "learningRate:").start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .map(({ value }) => value)
      .join();
    check(text.includes("data:image/svg+xml;base64,"), text);
  });
});
