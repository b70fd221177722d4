import { mkdir, readFile, writeFile } from "node:fs/promises";
import { figureSvg } from "../../src/core/svg/figure/figureSvg";
import { Lab } from "./lab";
import { assemble, section } from "./markdown";
import { CLAIMS } from "./table";

const REPORT = "docs/probe-report.md";
const FIGURES = "docs/probe-report";

/** Runs the claims of these names (all without any) and writes them into the report. */
export async function writeReport(wanted: readonly string[]): Promise<void> {
  const ids = CLAIMS.map(({ id }) => id);
  const unknown = wanted.filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    throw new Error(`No claim ${unknown.join(", ")}; there are ${ids.join(", ")}`);
  }
  await mkdir(FIGURES, { recursive: true });
  const lab = new Lab();
  const fresh = new Map<string, string>();
  for (const claim of CLAIMS.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
    const began = performance.now();
    const outcome = await claim.run(lab);
    fresh.set(claim.id, section(claim, outcome));
    for (const { name, figure } of outcome.figures) {
      await writeFile(`${FIGURES}/${claim.id}-${name}.svg`, `${figureSvg(figure)}\n`);
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${claim.id} (${seconds} s): ${outcome.verdict}`);
    // After each: what took minutes is kept where a later one is stopped.
    const before = await readFile(REPORT, "utf8").catch(() => "");
    await writeFile(REPORT, assemble(ids, before, fresh));
  }
}
