import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, until } from "../support";

const TRAINER = `import torch
class Trainer:
    def __init__(self, args):
        self.optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, args.step_size)
    def train_epoch(self):
        self.optimizer.step()
        self.scheduler.step()
`;
const MAIN = `import argparse
from core.trainer import Trainer
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--step-size", type=int, default=2)
if __name__ == "__main__":
    trainer = Trainer(parser.parse_args())
    for epoch in range(4):
        trainer.train_epoch()
`;

describe("a file that another one runs", () => {
  const folder = inWorkspace("packaged");
  const main = vscode.Uri.joinPath(folder, "main.py");
  const trainer = vscode.Uri.joinPath(folder, "core", "trainer.py");
  const write = (uri: vscode.Uri, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it("has its values while that one is there, in a folder above it", async () => {
    const api = await activated();
    await write(trainer, TRAINER);
    await write(main, MAIN);
    await vscode.commands.executeCommand("vscode.open", trainer, { preview: false });
    await until("it is drawn", () => api.sparklines(trainer).length === 1);
    await vscode.workspace.fs.delete(main);
    await until("nothing says its values", () => api.sparklines(trainer).length === 0);
    await write(main, MAIN);
    await until("it is drawn again", () => api.sparklines(trainer).length === 1);
  });
});
