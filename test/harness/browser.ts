import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "./findChromium";

/**
 * What the pages may compute on; all of it in software, so that it is the same everywhere. Without
 * any, they are also painted faster: by the processor, not by a graphics card that it plays.
 */
const GRAPHICS = {
  none: ["--disable-gpu", "--disable-3d-apis"],
  /** And WebGL. */
  webgpu: [
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
  ],
} as const;
export type Graphics = keyof typeof GRAPHICS;

const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

export interface BrowserOptions {
  readonly graphics?: Graphics;
  readonly size?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
}

export interface OpenBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Starts a headless Chromium. */
export function launchBrowser(graphics: Graphics): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: install one or set CHROME_PATH");
  // Chromium's sandbox refuses to run as root, which a container's user usually is.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...QUIET, ...sandbox, ...GRAPHICS[graphics]];
  return chromium.launch({ executablePath, headless: true, args });
}

/** Starts a headless Chromium with one empty page. */
export async function openBrowser(options: BrowserOptions = {}): Promise<OpenBrowser> {
  const browser = await launchBrowser(options.graphics ?? "none");
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1400, height: 900 },
    colorScheme: options.colorScheme ?? "dark",
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  return { browser, context, page: await context.newPage() };
}
