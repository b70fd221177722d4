import * as vscode from "vscode";
import {
  activated,
  closeAll,
  codeOf,
  inWorkspace,
  openNew,
  problemsOf,
  rangeOf,
  until,
} from "../support";

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

const PYTHON = `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=1000)
for step in range(1000):
    optimizer.step()
    scheduler.step()
`;
const DEEPSPEED = JSON.stringify({
  scheduler: {
    type: "WarmupDecayLR",
    params: { warmup_min_lr: 0, warmup_max_lr: 0.001, warmup_num_steps: 10, total_num_steps: 100 },
  },
});
const JAVASCRIPT = `export function getLr(step) {
  return step < 100 ? (1e-3 * step) / 100 : 1e-3;
}
`;

/** What a tool of the extension answers. */
async function ask(tool: string, input: object): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(`learningRateDesigner_${tool}`, options);
  return JSON.stringify(content);
}

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

  // Each of these is read by a part of the extension that is fetched when it is first needed.
  for (const [name, text] of [
    ["train.py", PYTHON],
    ["ds_config.json", DEEPSPEED],
    ["plain.js", JAVASCRIPT],
  ] as const) {
    it(`reads and draws ${name}`, async () => {
      const api = await activated();
      const { document } = await openNew(name, text);
      await until("it is drawn", () => api.sparklines(document.uri).length === 1);
    });
  }

  it("writes code and explains a log", async () => {
    await openNew("web.ts", TEXT.replace(WRONG, "for: 100"));
    const code = await ask("convert", { file: "web.ts", target: "torch" });
    check(code.includes("from torch.optim import Optimizer"), code);
    const plan = { length: { steps: 100 }, learningRate: [{ kind: "linear", from: 1, to: 0 }] };
    await openNew("plan.schedule.json", JSON.stringify(plan));
    const rows = Array.from({ length: 100 }, (_, step) => `${step},${(100 - step) / 200}`);
    const log = new TextEncoder().encode(["step,lr", ...rows].join("\n"));
    await vscode.workspace.fs.writeFile(inWorkspace("metrics.csv"), log);
    const told = await ask("explain", { log: "metrics.csv", file: "plan.schedule.json" });
    check(told.includes('\\"peak\\"'), told);
  });
});
