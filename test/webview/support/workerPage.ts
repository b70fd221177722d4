import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { FromProbe } from "../../../src/probe/messages";
import type { ProbeRequest } from "../../../src/core/probeContract";
import type { ProbeEvent } from "../../../src/probe/request";

const ORIGIN = "http://localhost";
const DIST = path.resolve(import.meta.dirname, "../../../dist");

/**
 * Put before the worker's script: keeps hold of its graphics context and device, and destroys them
 * when told to, as a driver that is updated or a laptop that wakes up does.
 */
const SABOTEUR = `{
  const { getContext } = OffscreenCanvas.prototype;
  let context, device;
  OffscreenCanvas.prototype.getContext = function (...args) {
    return (context = getContext.apply(this, args));
  };
  if (self.GPUAdapter) {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...args) {
      return (device = await requestDevice.apply(this, args));
    };
  }
  addEventListener("message", ({ data }) => {
    if (data.type === "lose webgl") context.getExtension("WEBGL_lose_context").loseContext();
    if (data.type === "lose webgpu") device.destroy();
  });
}
`;

/** What the page is asked to do. */
interface Order {
  readonly request: ProbeRequest;
  /** Posted to the worker once it has told this step. */
  readonly sabotage: { readonly at: number; readonly type: string };
}

/** Runs in the page: trains to the end and returns every event. */
function train({ request, sabotage }: Order): Promise<ProbeEvent[]> {
  const events: ProbeEvent[] = [];
  const worker = new Worker("/worker.js");
  let done = false;
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<FromProbe>) => {
      if (data.type === "ready") worker.postMessage({ type: "run", run: 1, request });
      if (data.type === "wants") {
        const { file } = data;
        void fetch(`/${file}`)
          .then((response) => response.arrayBuffer())
          .then((content) => {
            worker.postMessage({ type: "file", file, content }, [content]);
          });
      }
      if (data.type !== "event") return;
      const { event } = data;
      events.push(event);
      if (!done && event.type === "progress" && event.step >= sabotage.at) {
        done = true;
        worker.postMessage({ type: sabotage.type });
      }
      if (event.type === "finished" || event.type === "failed") resolve(events);
    });
  });
}

/** Trains in the worker as built, on a page that destroys its graphics on the way. */
export async function trainAndLose(page: Page, order: Order): Promise<ProbeEvent[]> {
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === "page") {
      await route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
    } else if (name === "worker.js") {
      const script = await readFile(path.join(DIST, "probeWorker.js"), "utf8");
      await route.fulfill({ contentType: "text/javascript", body: SABOTEUR + script });
    } else await route.fulfill({ body: await readFile(path.join(DIST, name)) });
  });
  await page.goto(`${ORIGIN}/page`);
  return page.evaluate(train, order);
}
