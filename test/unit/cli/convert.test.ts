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
