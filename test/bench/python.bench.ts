import { readFile } from "node:fs/promises";
import { foreignFormat } from "../../src/core/formats/table";
import { readDocument, type ReadPorts } from "../../src/core/workspace";
import type { SyntaxParser } from "../../src/core/parse/syntaxTree";
import { loadSyntaxParser } from "../../src/syntax/loadSyntaxParser";
import { type Bench, median, milliseconds } from "./measure";

const WASM = "node_modules/@vscode/tree-sitter-wasm/wasm";
const LINES = 5000;
const OPENINGS = 12;
const KEYSTROKES = 40;

/** What the modules of a training project hold around its loop. */
const block = (i: number, dropout = 0.1): string => `
class Block${i}(nn.Module):
    """A block of the model."""

    def __init__(self, width=${i}, dropout=${dropout}):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(4)])
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for layer in self.layers:
            x = x + self.dropout(torch.relu(layer(x)))
        return x


def load_${i}(path, size=${i}):
    rows = []
    with open(path) as file:
        for row in range(size):
            rows.append(float(file.readline()) * ${dropout})
    return [row for row in rows if row > 0]
`;

const LOOP = `
def main():
    model = build(args)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=0.1)
    warmup = torch.optim.lr_scheduler.LinearLR(optimizer, 0.01, total_iters=args.warmup)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=args.epochs - args.warmup)
    scheduler = torch.optim.lr_scheduler.SequentialLR(optimizer, [warmup, cosine], [args.warmup])
    for epoch in range(args.epochs):
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        scheduler.step()


main()
`;

const HEAD = `import argparse
import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=1e-3)
parser.add_argument("--epochs", type=int, default=90)
parser.add_argument("--warmup", type=int, default=5)
args = parser.parse_args()
`;

/** No two have a definition in common that a reader could remember from another one. */
function longScript(turn = 0): string {
  const lines = block(0).split("\n").length - 1;
  const blocks = Math.floor((LINES - `${HEAD}${LOOP}`.split("\n").length) / lines);
  return (
    HEAD + Array.from({ length: blocks }, (_, i) => block(i, 0.1 + turn / 1000)).join("") + LOOP
  );
}

async function ports(): Promise<ReadPorts> {
  const [runtime, language] = await Promise.all(
    ["tree-sitter.wasm", "tree-sitter-python.wasm"].map((name) => readFile(`${WASM}/${name}`)),
  );
  if (!runtime || !language) throw new Error("no grammar");
  const parser: SyntaxParser = await loadSyntaxParser({ runtime, language });
  return { grammar: () => Promise.resolve(parser), file: () => undefined };
}

/** Median milliseconds of the processor, which other programs' work does not lengthen. */
async function timed(count: number, run: (turn: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = -2; turn < count; turn++) {
    const start = process.cpuUsage();
    await run(turn);
    const { user, system } = process.cpuUsage(start);
    if (turn >= 0) times.push((user + system) / 1000);
  }
  return median(times);
}

const head = (text: string) => ({ uri: "file:///project/train.py", languageId: "python", text });

const python: Bench = {
  title: "A training script of 5,000 lines in Python",
  run: async () => {
    const text = longScript();
    const other = text.replace(LOOP, "").replace(HEAD, "import torch\nfrom torch import nn\n");
    const world = await ports();
    const at = text.indexOf("T_max=args.epochs") + "T_max=".length;
    const read = async (now: string): Promise<void> => {
      const analysis = await readDocument(head(now), world);
      if (analysis?.schedules.length !== 1) throw new Error("the schedule is not found");
    };
    const opening = await timed(OPENINGS, (turn) => read(longScript(turn + 3)));
    await read(text);
    const keystroke = await timed(KEYSTROKES, (turn) =>
      read(`${text.slice(0, at)}${" ".repeat((turn + 2) % 3)}${text.slice(at)}`),
    );
    const above = await timed(KEYSTROKES, (turn) =>
      read(`# ${" ".repeat((turn + 2) % 3)}\n${text}`),
    );
    const none = await timed(KEYSTROKES, () => Promise.resolve(foreignFormat(head(other))));
    return [
      { name: "read and drawn", figures: { time: milliseconds(opening) } },
      { name: "read again after a keystroke", figures: { time: milliseconds(keystroke) } },
      { name: "read again after one in its first line", figures: { time: milliseconds(above) } },
      { name: "as long, without a schedule", figures: { time: milliseconds(none) } },
    ];
  },
};

export const benches = [python];
