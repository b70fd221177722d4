// Shows claims about schedules by probe trainings and writes docs/probe-report.md, all of it or the
// parts that are named:
//   npm run probes -- s1 s4
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { slimTensorflow } from "./build/slimTensorflow.mjs";

const folder = await mkdtemp(join(process.cwd(), "node_modules", ".probes-"));
try {
  const outfile = join(folder, "report.cjs");
  await build({
    entryPoints: ["test/report/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    logLevel: "warning",
    plugins: [slimTensorflow()],
  });
  const { writeReport } = await import(pathToFileURL(outfile));
  await writeReport(process.argv.slice(2));
} finally {
  await rm(folder, { recursive: true, force: true });
}
