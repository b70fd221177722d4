import { existsSync } from "node:fs";
import { runVisibly } from "../run/runVisibly.mjs";

const LIMIT_MS = 300_000;
// Another installation may hold the lock; it is waited for.
const OPTIONS = ["-y", "-q", "-o", "DPkg::Lock::Timeout=120", "--no-install-recommends"];

const canInstall = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** Installs Debian's Chromium where the tests find no browser and the system lets us. */
export async function ensureChromium(root) {
  const { findChromium } = await import("../../test/harness/findChromium.ts");
  if (findChromium()) return;
  if (!canInstall()) throw new Error("no Chromium found: install one or set CHROME_PATH");
  console.log("installing Chromium from Debian's packages …");
  const options = { cwd: root, env: { DEBIAN_FRONTEND: "noninteractive" }, limitMs: LIMIT_MS };
  await runVisibly("apt-get", ["update", "-q", "-o", "DPkg::Lock::Timeout=120"], options);
  await runVisibly("apt-get", ["install", ...OPTIONS, "chromium"], options);
}
