import {
  type Browser,
  type BrowserContext,
  type BrowserServer,
  chromium,
  type LaunchOptions,
  type Page,
} from "playwright-core";
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

/** The variable that holds the address of a Chromium without graphics that is running already. */
export const SHARED_BROWSER = "SHARED_BROWSER";

function launchOptions(graphics: Graphics): LaunchOptions {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: install one or set CHROME_PATH");
  // Chromium's sandbox refuses to run as root, which a container's user usually is.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...QUIET, ...sandbox, ...GRAPHICS[graphics]];
  // A guard against hanging, no measure of speed: the machine may have much else to do.
  return { executablePath, headless: true, args, timeout: PATIENCE_MS };
}

/** Starts a headless Chromium for others to connect to. */
export const serveBrowser = (graphics: Graphics): Promise<BrowserServer> =>
  chromium.launchServer(launchOptions(graphics));

/** Starts a headless Chromium, or connects to the shared one. */
export function launchBrowser(graphics: Graphics): Promise<Browser> {
  const shared = process.env[SHARED_BROWSER];
  if (shared !== undefined && graphics === "none") return chromium.connect(shared);
  return chromium.launch(launchOptions(graphics));
}

/** How long pages opened from here wait for what a test wants to see, unless it says otherwise. */
export const PATIENCE_MS = 240_000;

/** Starts a headless Chromium with one empty page. */
export async function openBrowser(options: BrowserOptions = {}): Promise<OpenBrowser> {
  const browser = await launchBrowser(options.graphics ?? "none");
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1400, height: 900 },
    colorScheme: options.colorScheme ?? "dark",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  return { browser, context, page: await context.newPage() };
}
