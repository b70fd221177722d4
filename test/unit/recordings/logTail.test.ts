import { describe, expect, it } from "vitest";
import { LogTail, type OpenLog } from "../../../src/core/recordings/logTail";
import { readLog } from "../../../src/core/recordings/readLog";
import { pairs } from "./read";

/** A file in memory that says which of its bytes were asked for. */
class File {
  bytes = new Uint8Array(0);
  asked = 0;
  age = 0;
  private version = 0;

  constructor(readonly path: string) {}

  write(text: string): void {
    this.bytes = new TextEncoder().encode(text);
    this.version++;
  }

  append(text: string): void {
    const more = new TextEncoder().encode(text);
    const all = new Uint8Array(this.bytes.length + more.length);
    all.set(this.bytes);
    all.set(more, this.bytes.length);
    this.bytes = all;
    this.version++;
  }

  open(): Promise<OpenLog> {
    const { bytes, age, version } = this;
    return Promise.resolve({
      size: bytes.length,
      age,
      version: `${version}`,
      slice: (from, to) => {
        const slice = bytes.subarray(from, to);
        this.asked += slice.length;
        return Promise.resolve(slice);
      },
      close: () => Promise.resolve(),
    });
  }
}

/** Lines so long that some thousand of them are too many to be read whole each time. */
const NOTE = "x".repeat(200);

const rows = (from: number, to: number, factor = 1): string =>
  Array.from(
    { length: to - from },
    (_, i) => `${from + i},${factor / (1 + from + i)},1.25,${NOTE}\n`,
  ).join("");

const HEAD = "step,lr,loss,note\n";
const LINES = 6000;

const rates = (log: ReturnType<typeof readLog> | undefined) => pairs(log?.runs[0], "learningRate");

describe("the tail of a log", () => {
  it("is read alone: the same points as of the whole file, from the bytes that were appended", async () => {
    const file = new File("log.csv");
    const tail = new LogTail(file);
    file.write(HEAD + rows(0, LINES));
    expect(file.bytes.length).toBeGreaterThan(1 << 20);
    expect(rates(await tail.read())).toHaveLength(LINES);
    expect(await tail.read()).toBeUndefined();

    file.asked = 0;
    const more = rows(LINES, LINES + 100);
    file.append(more);
    const grown = await tail.read();
    expect(file.asked).toBeLessThan(more.length + 20_000);
    expect(rates(grown)).toEqual(rates(readLog("log.csv", file.bytes)));
  });

  it("doesn't show a line before it is whole", async () => {
    const file = new File("log.csv");
    const tail = new LogTail(file);
    file.write(`${HEAD}${rows(0, LINES)}${LINES},0.`);
    expect(rates(await tail.read())).toHaveLength(LINES);
    file.append("5,2,x\n");
    expect(rates(await tail.read()).at(-1)).toEqual([LINES, 0.5]);
  });

  it("shows the last line without its break once nobody writes any more", async () => {
    const file = new File("log.csv");
    const tail = new LogTail(file);
    file.age = 60_000;
    file.write(`${HEAD}${rows(0, LINES)}${LINES},0.5,2,x`);
    expect(rates(await tail.read()).at(-1)).toEqual([LINES, 0.5]);
    file.age = 0;
    file.append(`\n${rows(LINES + 1, LINES + 3)}`);
    const again = rates(await tail.read());
    expect(again).toEqual(rates(readLog("log.csv", file.bytes)));
  });

  it("is read alone, too, where nobody has written for long and the last line is whole", async () => {
    const file = new File("log.csv");
    const tail = new LogTail(file);
    file.age = 60_000;
    file.write(HEAD + rows(0, LINES));
    expect(rates(await tail.read())).toHaveLength(LINES);
    file.asked = 0;
    const more = rows(LINES, LINES + 100);
    file.append(more);
    expect(rates(await tail.read())).toEqual(rates(readLog("log.csv", file.bytes)));
    expect(file.asked).toBeLessThan(more.length + 20_000);
  });

  it("begins anew with a file that was truncated, or replaced by a longer one", async () => {
    const file = new File("log.csv");
    const tail = new LogTail(file);
    file.write(HEAD + rows(0, LINES));
    await tail.read();
    file.write(HEAD + rows(0, LINES - 500));
    expect(rates(await tail.read())).toHaveLength(LINES - 500);
    file.write(HEAD + rows(0, 10));
    expect(rates(await tail.read())).toHaveLength(10);
    file.write(HEAD + rows(0, LINES));
    await tail.read();
    file.write(HEAD + rows(0, LINES + 500, 3));
    const replaced = rates(await tail.read());
    expect(replaced).toHaveLength(LINES + 500);
    expect(replaced[0]).toEqual([0, 3]);
  });

  it("leaves what was given out before as it was", async () => {
    const file = new File("log.csv");
    const tail = new LogTail(file);
    file.write(HEAD + rows(0, LINES));
    const before = await tail.read();
    const copy = rates(before);
    file.append(rows(LINES, 3 * LINES));
    await tail.read();
    expect(rates(before)).toEqual(copy);
  });
});
