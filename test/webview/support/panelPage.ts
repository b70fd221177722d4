import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type Graphics, launchBrowser, PATIENCE_MS } from "../../harness/browser";
import { FakeHost, type World } from "./fakeHost";
import { servePanel, type PanelServer } from "./server";
import { theme, webviewDefaults, type ThemeName } from "./theme";

export interface PanelPage {
  readonly page: Page;
  readonly host: FakeHost;
  /** Violations of the policy, errors of the page and of its console. A test expects none. */
  readonly complaints: readonly string[];
  readonly setTheme: (name: ThemeName) => Promise<void>;
  /** Reloads the page; what the panel kept with `setState` comes back. */
  readonly reload: () => Promise<void>;
  /** The panel's own scripts that were fetched, each with its size in bytes. */
  readonly scripts: () => readonly (readonly [name: string, bytes: number])[];
  /** How many requests for held files wait. */
  readonly held: () => number;
  /** Lets the held files come. */
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

export interface PanelPageOptions {
  readonly world?: Partial<World>;
  /** Another host than one that shows a world. */
  readonly host?: (post: (envelope: unknown) => void) => FakeHost;
  readonly theme?: ThemeName;
  /** That of VS Code; English if it is not given. */
  readonly language?: string;
  readonly width?: number;
  readonly height?: number;
  readonly context?: BrowserContextOptions;
  /** Runs in the page before its own scripts; may refer to nothing outside of itself. */
  readonly init?: (() => void) | { readonly content: string };
  /** Files whose requests wait until `release`. */
  readonly hold?: RegExp;
  /** WebGL and WebGPU played by the processor, for all tests of a file: the first panel decides. */
  readonly graphics?: true;
}

let started: { readonly browser: Browser; readonly server: PanelServer } | undefined;

/** One browser and one server for all tests of a file. */
async function start(graphics: Graphics): Promise<NonNullable<typeof started>> {
  started ??= { browser: await launchBrowser(graphics), server: await servePanel() };
  return started;
}

export async function stopBrowser(): Promise<void> {
  await started?.browser.close();
  await started?.server.close();
  started = undefined;
}

/** Opens the panel as a webview would: policy, theme variables, `acquireVsCodeApi`. */
export async function openPanel(options: PanelPageOptions = {}): Promise<PanelPage> {
  const { browser, server } = await start(options.graphics ? "webgpu" : "none");
  const viewport = { width: options.width ?? 400, height: options.height ?? 1000 };
  const context = await browser.newContext({ viewport, ...options.context });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  listen(page, complaints);
  const scripts = watchScripts(page);
  const gate = await holdFiles(page, options.hold);
  const post = (envelope: unknown): void => {
    page
      .evaluate((data) => {
        window.postMessage(data, "*");
      }, envelope)
      .catch(() => undefined);
  };
  const makeHost = options.host ?? ((post) => new FakeHost(post, options.world ?? {}));
  const host = makeHost(post);
  await page.exposeFunction("postToHost", (envelope: unknown) => {
    host.receive(envelope);
  });
  await page.exposeFunction("keepState", (state: unknown) => {
    host.state = state;
  });
  await page.exposeFunction("keptState", () => host.state);
  if (options.init) await page.addInitScript(options.init);
  const open = async (name: ThemeName): Promise<void> => {
    await page.addInitScript(environment, {
      state: host.state,
      theme: theme(name),
      sheet: webviewDefaults(),
    });
    await page.goto(`${server.origin}/?language=${options.language ?? "en"}`);
  };
  await open(options.theme ?? "dark");
  return {
    page,
    host,
    complaints,
    setTheme: async (name) => {
      await page.evaluate(dress, theme(name));
      await page.waitForTimeout(100);
    },
    reload: () => open(options.theme ?? "dark"),
    scripts: () => scripts,
    ...gate,
    close: () => context.close(),
  };
}

function listen(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.text().startsWith("violation")) {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(error.message));
}

const nameOf = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? "";

function watchScripts(page: Page): (readonly [string, number])[] {
  const seen: (readonly [string, number])[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    seen.push([nameOf(response.url()), Number(response.headers()["content-length"])]);
  });
  return seen;
}

/** Requests for files of such a name wait until they are released. */
async function holdFiles(page: Page, names: RegExp | undefined) {
  let waiting: (() => void)[] = [];
  if (names) {
    await page.route(names, async (route) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      await route.continue();
    });
  }
  return {
    held: () => waiting.length,
    release: () => {
      for (const go of waiting) go();
      waiting = [];
    },
  };
}

interface Environment {
  readonly state: unknown;
  readonly theme: ReturnType<typeof theme>;
  readonly sheet: string;
}

/** Runs in the page, before its own scripts: what VS Code brings into a webview. */
function environment({
  state,
  theme: { className, id, kind, variables },
  sheet,
}: Environment): void {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.log(`violation ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
  const tell = window as unknown as Record<string, (data: unknown) => Promise<void>>;
  let kept = state;
  let acquired = false;
  Object.assign(window, {
    acquireVsCodeApi: () => {
      if (acquired) throw new Error("acquireVsCodeApi may be called once");
      acquired = true;
      return {
        postMessage: (data: unknown) => void tell["postToHost"]?.(JSON.parse(JSON.stringify(data))),
        getState: () => kept,
        setState: (next: unknown) => {
          kept = JSON.parse(JSON.stringify(next)) as unknown;
          void tell["keepState"]?.(kept);
        },
      };
    },
  });
  const defaults = new CSSStyleSheet();
  defaults.replaceSync(sheet);
  const dressUp = (): void => {
    if (!document.adoptedStyleSheets.includes(defaults)) document.adoptedStyleSheets.push(defaults);
    for (const [name, value] of Object.entries(variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    document.documentElement.style.background = variables["--vscode-sideBar-background"] ?? "";
    if (!(document.body as HTMLElement | null)) return;
    document.body.className = className;
    document.body.dataset["vscodeThemeKind"] = kind;
    document.body.dataset["vscodeThemeId"] = id;
    observer.disconnect();
  };
  const observer = new MutationObserver(dressUp);
  observer.observe(document, { childList: true, subtree: true });
}

/** Runs in the page: a change of theme, as VS Code does it. */
function dress({ className, variables }: ReturnType<typeof theme>): void {
  const { style } = document.documentElement;
  for (const name of [...style]) if (name.startsWith("--vscode-")) style.removeProperty(name);
  for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
  style.background = variables["--vscode-sideBar-background"] ?? "";
  document.body.className = className;
}
