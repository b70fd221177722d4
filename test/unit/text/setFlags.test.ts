import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { setFlags } from "../../../src/core/text/setFlags";

describe("the flags that give values", () => {
  it("reach a program through a shell as they are", () => {
    const symbols = ["len(loader)", 'cfg["lr"]', "cfg['lr']", `a['$HOME'] + b["\`id\`"]`, "n\\m!"];
    const printed = execFileSync("sh", ["-c", `printf '%s\\n' ${setFlags(symbols)}`], {
      encoding: "utf8",
    });
    const lines = symbols.flatMap((symbol) => ["--set", `${symbol}=…`]);
    expect(printed.split("\n").slice(0, -1)).toEqual(lines);
  });

  it("are as short as they can be", () => {
    expect(setFlags([])).toBe("");
    expect(setFlags(["a b", 'c["d"]'])).toBe(`--set "a b=…" --set 'c["d"]=…'`);
  });
});
