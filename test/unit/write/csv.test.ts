import { describe, expect, it } from "vitest";
import { isCommentLine, withoutComments } from "../../../src/core/text/commentLines";
import { parseCsv } from "../../../src/core/data/parseCsv";
import { readLog } from "../../../src/core/recordings/readLog";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert } from "../../../src/core/write/convert";
import { fingerprint } from "../../../src/core/write/fingerprint";
import { writerOf } from "../../../src/core/write/table";
import { readAlone } from "../formats/read";
import { scheduleOf } from "../schedule/build";

const RAMP = { length: { steps: 4 }, learningRate: { kind: "linear", from: 1, to: 0 } };

async function code(target: string, schedule: Schedule, file = ""): Promise<string> {
  const writer = writerOf(target);
  if (!writer) throw new Error(`no target ${target}`);
  const { code, refused } = await convert(writer, { schedule, file }, readAlone);
  if (code === null) throw new Error(refused ?? "");
  return code;
}

/** FNV-1a over 64 bits as its authors define it, in whole numbers of any length. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const letter of text) {
    hash ^= BigInt(letter.charCodeAt(0));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

describe("the fingerprint of a table", () => {
  it("is FNV-1a of the numbers' text", () => {
    // two of the authors' test vectors, for the second implementation
    expect(fnv1a("a")).toBe("af63dc4c8601ec8c");
    expect(fnv1a("foobar")).toBe("85944171f73967e8");
    expect(fingerprint([])).toBe(fnv1a(""));
    const values = Array.from({ length: 500 }, (_, i) => Math.sin(i) * 10 ** ((i % 40) - 20));
    for (const count of [1, 2, 3, 500]) {
      const some = [...values.slice(0, count - 1), NaN];
      expect(fingerprint(some)).toBe(fnv1a(some.map((value) => `${value};`).join("")));
    }
  });

  it("is the same in CSV and NumPy, and another one where a last digit is", async () => {
    const hash = async (target: string, learningRate: object): Promise<string> => {
      const text = await code(target, scheduleOf({ ...RAMP, resume: 1, learningRate }));
      return /(?:Fingerprint: |FINGERPRINT = ")([\da-f]{16})\b/.exec(text)?.[1] ?? "none";
    };
    const found = await hash("csv", RAMP.learningRate);
    expect(found).toBe(fnv1a("NaN;0.75;0.5;0.25;"));
    expect(await hash("numpy", RAMP.learningRate)).toBe(found);
    const near = { ...RAMP.learningRate, from: 1 + 2 ** -52 };
    expect(await hash("csv", near)).not.toBe(found);
  });
});

describe("a CSV table", () => {
  const named = (name: string): Schedule => scheduleOf({ name, ...RAMP });

  it("says in three comments what it is, how exact, and its fingerprint", async () => {
    expect(await code("csv", named("ramp"), "ramp.schedule.json")).toBe(
      [
        "# ramp, from ramp.schedule.json.",
        "# Equal to the definition at every update (4 updates compared and read back).",
        `# Written by Learning Rate Designer. Fingerprint: ${fnv1a("1;0.75;0.5;0.25;")}`,
        "step,percent,learningRate",
        "0,0,1",
        "1,25,0.75",
        "2,50,0.5",
        "3,75,0.25",
        "",
      ].join("\r\n"),
    );
  });

  it("is read as a log whatever the schedule is called", async () => {
    for (const name of ["step,loss", "epoch, learningRate", "a\nstep,lr", "=1+1", '"', "# x"]) {
      const table = await code("csv", named(name));
      expect(parseCsv(withoutComments(table)).map(({ fields }) => fields)).toHaveLength(5);
      const [run] = readLog("table.csv", new TextEncoder().encode(table)).runs;
      const values = Float64Array.of(1, 0.75, 0.5, 0.25);
      expect(run?.series.get("learningRate")?.values, name).toEqual(values);
      expect(run?.skipped, name).toBe(0);
    }
  });

  it("keeps a column whose name has the sign of a comment", async () => {
    const layers = { groups: { "body #2": { scale: 0.5 } } };
    const table = withoutComments(await code("csv", scheduleOf({ ...RAMP, layers })));
    expect(table.split("\r\n")[0]).toBe('step,percent,learningRate,"learningRate.body #2"');
  });
});

describe("comments above a table", () => {
  it("end with the first line that is none", () => {
    expect(withoutComments("# a\r\n#\tb\n#id,x\n# c\n1,2\n")).toBe("#id,x\n# c\n1,2\n");
    expect(withoutComments("step,x\n")).toBe("step,x\n");
    for (const text of ["", "# a", "# a\n"]) expect(withoutComments(text)).toBe("");
    expect(isCommentLine("#id,x")).toBe(false);
  });
});
