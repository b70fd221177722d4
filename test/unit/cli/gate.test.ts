import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Gate } from "../../../src/cli/gate";
import { call } from "./capture";

let project: string;

const SECRET = '{ "length": { "steps": 100 }, "learningRate": 0.625 }';

/** What `lint` says of a definition that extends this. */
async function extending(base: string): Promise<string> {
  const file = path.join(project, "inner/change.schedule.json");
  await writeFile(file, JSON.stringify({ extends: base, momentum: 0.9 }));
  const { code, out } = await call("lint", file);
  expect(code).toBe(1);
  expect((await call("sample", file)).out).not.toContain("0.625");
  return out;
}

describe.skipIf(process.platform === "win32")("what a definition names", () => {
  beforeAll(async () => {
    const outer = await realpath(await mkdtemp(path.join(tmpdir(), "lrd-gate-")));
    project = path.join(outer, "project");
    await mkdir(path.join(project, "inner"), { recursive: true });
    await mkdir(path.join(outer, "elsewhere"));
    await writeFile(path.join(project, "package.json"), "{}");
    await writeFile(path.join(outer, "elsewhere/secret.json"), SECRET);
    await writeFile(path.join(project, "inside.json"), SECRET.replace("0.625", "0.5"));
    await symlink(path.join(outer, "elsewhere/secret.json"), path.join(project, "inner/link.json"));
    await symlink(path.join(outer, "elsewhere"), path.join(project, "inner/folder"));
    await symlink("/dev/zero", path.join(project, "inner/zero.json"));
    await symlink(path.join(project, "inside.json"), path.join(project, "inner/good.json"));
    execFileSync("mkfifo", [path.join(project, "inner/fifo.json")]);
    await mkdir(path.join(project, "inner/folder.json"));
    await writeFile(path.join(project, "inner/large.json"), `"${"x".repeat(1_000_001)}"`);
  });

  it.each(["../../elsewhere/secret.json", "./link.json", "./folder/secret.json", "./zero.json"])(
    "%s is not read outside of the project, which is named",
    async (base) => {
      expect(await extending(base)).toContain(
        `"${base}" isn't read: it lies outside of the project's folder ${project}.`,
      );
    },
  );

  it.each([
    ["./fifo.json", "it isn't a regular file"],
    ["./folder.json", "it is a folder"],
    ["./large.json", "it is larger than 1 MB"],
  ])("%s: %s", async (base, why) => {
    expect(await extending(base)).toContain(`"${base}" isn't read: ${why}.`);
  });

  it("is looked for in folders of the project alone", () => {
    const gate = new Gate(path.join(project, "inner/change.schedule.json"));
    const held = (folder: string): boolean => gate.holds(path.join(project, "inner", folder));
    expect([".", "..", "folder.json"].map(held)).toEqual([true, true, true]);
    expect(["../..", "../../elsewhere", "folder", "missing"].map(held)).not.toContain(true);
  });

  it.each(["../inside.json", "./good.json"])(
    "%s is read: the project reaches up to its package.json",
    async (base) => {
      const file = path.join(project, "inner/change.schedule.json");
      await writeFile(file, JSON.stringify({ extends: base, momentum: 0.9 }));
      expect((await call("sample", file, "--steps", "0", "--csv")).out).toContain("0.5");
    },
  );

  it("and what the call names is no pipe and no device either", async () => {
    const { code, err } = await call("lint", path.join(project, "inner/fifo.json"));
    expect(code).toBe(2);
    expect(err).toContain("it isn't a regular file");
    expect((await call("lint", "/dev/zero")).err).toContain("it isn't a regular file");
  });
});
