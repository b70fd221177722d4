import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { call } from "./capture";

const TEXT = JSON.stringify({
  name: "short",
  length: { steps: 100 },
  learningRate: { kind: "cosine", from: 0.1, to: 0 },
});

/** What only the running program knows, one name with quotes in it. */
const OPEN = `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=cfg["lr"])
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=len(loader))
for batch in loader:
    optimizer.step()
    scheduler.step()
`;

/** A rate that is set once an epoch. */
const EPOCHS = `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=90)
for epoch in range(90):
    for batch in loader:
        optimizer.step()
    scheduler.step()
`;

let folder = "";
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "convert-"));
  writeFileSync(at("short.schedule.json"), TEXT);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const convert = (...more: string[]) =>
  call("convert", at("short.schedule.json"), "--to", "torch", "-o", at("out.py"), ...more);

describe("convert -o", () => {
  it("writes a new file", async () => {
    expect((await convert()).code).toBe(0);
    expect(readFileSync(at("out.py"), "utf8")).toContain("CosineAnnealingLR(optimizer, T_max=100");
  });

  it("shows what would change of an existing file, and leaves it", async () => {
    writeFileSync(at("out.py"), "LEARNING_RATE = 0.5\n");
    const { code, out, err } = await convert();
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/^--- out\.py\tnow\n\+\+\+ out\.py\tconverted\n@@ -1,1 \+1,\d+ @@$/m);
    expect(err).toContain("\n-LEARNING_RATE = 0.5\n");
    expect(err).toContain("\n+LEARNING_RATE = 0.1\n");
    expect(err).toMatch(/out\.py exists and would change as shown; --force replaces it\n$/);
    expect(readFileSync(at("out.py"), "utf8")).toBe("LEARNING_RATE = 0.5\n");
  });

  it("replaces it with --force", async () => {
    writeFileSync(at("out.py"), "LEARNING_RATE = 0.5\n");
    expect((await convert("--force")).code).toBe(0);
    expect(readFileSync(at("out.py"), "utf8")).toContain("LEARNING_RATE = 0.1\n");
  });

  it("is content with a file that says the same already", async () => {
    await convert();
    const before = readFileSync(at("out.py"), "utf8");
    writeFileSync(at("out.py"), before.replaceAll("\n", "\r\n"));
    expect(await convert()).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(at("out.py"), "utf8")).toBe(before.replaceAll("\n", "\r\n"));
  });

  it("writes a schedule that counts epochs by the updates that are given", async () => {
    writeFileSync(at("train.py"), EPOCHS);
    const args = ["convert", at("train.py"), "--to", "json"];
    const refused = await call(...args);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("--updates-per-epoch");
    const { code, out } = await call(...args, "--updates-per-epoch", "40");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ length: { epochs: 90, stepsPerEpoch: 40 } });
    const wrong = await call(...args, "--updates-per-epoch", "0");
    expect(wrong.code).toBe(2);
  });

  it("writes the second of two schedules of one name when it is asked for by number", async () => {
    const two = `${EPOCHS}${EPOCHS.replace("lr=0.1", "lr=0.7")}`;
    writeFileSync(at("train.py"), two);
    const args = ["convert", at("train.py"), "--to", "python"];
    expect((await call(...args)).err).toContain("scheduler, scheduler#2");
    expect((await call(...args, "--schedule", "scheduler#2")).out).toContain("0.35");
    expect((await call(...args, "--schedule", "scheduler")).out).not.toContain("0.35");
    expect((await call(...args, "--schedule", "scheduler#3")).code).toBe(2);
  });

  it("takes no folder for a file", async () => {
    const { code, err } = await call(
      "convert",
      at("short.schedule.json"),
      "--to",
      "csv",
      "-o",
      folder,
    );
    expect(code).toBe(2);
    expect(err).toMatch(/cannot write .*folder/);
  });

  it("tells the difference that was read back as JSON", async () => {
    const { code, out } = await convert("--json");
    expect(code).toBe(0);
    const said = JSON.parse(out) as { difference: { relative: number }; refused: null };
    expect(said.refused).toBeNull();
    expect(said.difference.relative).toBeLessThanOrEqual(1e-15);
  });
});

describe("convert of what isn't known yet", () => {
  const open = (...more: string[]) => {
    writeFileSync(at("open.py"), OPEN);
    return call("convert", at("open.py"), "--to", "torch", "--json", ...more);
  };
  const refusal = ({ out }: { out: string }) => (JSON.parse(out) as { refused: unknown }).refused;

  it("names the flags that settle it, quoted for a shell", async () => {
    const found = await open();
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out)).toEqual({
      target: "torch",
      code: null,
      difference: null,
      left: [],
      refused: `The schedule can't be evaluated yet. Missing: cfg["lr"], len(loader) (on the command line: --set 'cfg["lr"]=…' --set "len(loader)=…").`,
    });
  });

  it("names the ones that are left, and none once all are given", async () => {
    expect(refusal(await open("--set", 'cfg["lr"]=0.5'))).toMatch(
      /Missing: len\(loader\) \(on the command line: --set "len\(loader\)=…"\)\.$/,
    );
    const { code, out } = await open("--set", 'cfg["lr"]=0.5', "--set", "len(loader)=40");
    expect(code).toBe(0);
    const said = JSON.parse(out) as { code: string; refused: null };
    expect(said.refused).toBeNull();
    expect(said.code).toContain("LEARNING_RATE = 0.5\n");
    expect(said.code).toContain("CosineAnnealingLR(optimizer, T_max=40");
  });

  it("names them where a curve is drawn over a length that stands for the real one", async () => {
    const text = `from transformers import TrainingArguments
args = TrainingArguments(learning_rate=2e-5, warmup_ratio=0.1, num_train_epochs=3)
`;
    writeFileSync(at("args.py"), text);
    const found = await call("convert", at("args.py"), "--to", "csv");
    expect(found.code).toBe(1);
    expect(found.err).toContain(
      'values depend on it. Missing: updates per epoch (on the command line: --set "updates per epoch=…").',
    );
  });

  it("takes the only schedule that can be evaluated, and each by its name", async () => {
    writeFileSync(at("two.py"), `${EPOCHS}${OPEN.replace(/\bscheduler\b/g, "second")}`);
    const two = (...more: string[]) => call("convert", at("two.py"), "--to", "python", ...more);
    expect((await two()).code).toBe(0);
    expect((await two("--schedule", "second")).err).toContain("--set 'cfg[");
    const wrong = await two("--schedule", "third");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('no schedule "third"; the file has scheduler, second');
  });
});
