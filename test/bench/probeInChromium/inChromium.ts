// Run by probeInChromium.bench.ts in a process of its own: runs the probe's worker, as built, in a
// Chromium on each backend, and prints the steps per second as JSON.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { FromProbe } from "../../../src/probe/messages";
import { openBrowser } from "../../harness/browser";

const BACKENDS = ["wasm", "cpu", "webgl", "webgpu"];
const ORIGIN = "http://localhost";
const STEPS = 30;

/** The page's part; Playwright hands it over as text, so it refers to nothing outside. */
async function runInPage([backend, steps]: [string, number]): Promise<unknown> {
  const source = new Blob([await (await fetch("/probeWorker.js")).text()]);
  const worker = new Worker(URL.createObjectURL(source));
  const values = (value: number) => Array.from({ length: steps }, () => value);
  const tracks = { learningRate: values(0.1), momentum: values(0.9) };
  const schedules = [{ id: "a", name: "a", optimizer: { name: "sgd" }, tracks }];
  const request = { task: "spirals", steps, seeds: [0, 1, 2, 3], schedules, backend };
  const serve = async (file: string) => {
    const content = await (await fetch(`/${file}`)).arrayBuffer();
    worker.postMessage({ type: "file", file, content }, [content]);
  };
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<FromProbe>) => {
      if (data.type === "ready") worker.postMessage({ type: "run", run: 1, request });
      else if (data.type === "wants") void serve(data.file);
      else if (data.type !== "event") return;
      else if (data.event.type === "finished" || data.event.type === "failed") resolve(data.event);
    });
  });
}

async function serveBundle(page: Page): Promise<void> {
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === "page") await route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
    else await route.fulfill({ body: await readFile(path.join("dist", name)) });
  });
}

const { browser, page } = await openBrowser({ graphics: "webgpu" });
await serveBundle(page);
const results: unknown[] = [];
for (const backend of BACKENDS) {
  await page.goto(`${ORIGIN}/page`);
  const asked: [string, number] = [backend, STEPS];
  results.push([backend, await page.evaluate(runInPage, asked)]);
}
console.log(JSON.stringify(results));
await browser.close();
