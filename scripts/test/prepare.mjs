// What stages need beside the npm packages: installed once, though several stages ask at the same time.
const started = new Map();

function once(name, install) {
  if (!started.has(name)) started.set(name, install());
  return started.get(name);
}

export async function prepare(root, { needsChromium, needsEditions = [] }) {
  if (needsChromium) {
    const { ensureChromium } = await import("../install/chromium.mjs");
    await once("Chromium", () => ensureChromium(root));
  }
  for (const edition of needsEditions) {
    const { installEdition } = await import("../../test/harness/installEdition.ts");
    await once(edition, () => installEdition(edition, console.log));
  }
}
