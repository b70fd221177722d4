import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { panelHtml } from "../../../src/host/panel/html";

const DIST = path.resolve(import.meta.dirname, "../../../dist");
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

export interface PanelServer {
  /** The address of the page; its files lie beside it. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built panel in the very page, with the very policy, that the extension gives it. */
export async function servePanel(): Promise<PanelServer> {
  const server = createServer((request, response) => {
    const { pathname: name, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const file = path.join(DIST, name);
    if (name === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(page(originOf(server), searchParams.get("language") ?? "en"));
    } else if (TYPES[path.extname(name)] && existsSync(file)) {
      response.setHeader("content-type", TYPES[path.extname(name)] ?? "");
      const bytes = readFileSync(file);
      response.setHeader("content-length", bytes.length);
      response.end(bytes);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: originOf(server),
    close: () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  };
}

const originOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What VS Code has the extension know of its words in a language; nothing in English. */
const wordsIn = (language: string): Record<string, string> =>
  language === "en"
    ? {}
    : (JSON.parse(
        readFileSync(path.resolve(DIST, `../l10n/bundle.l10n.${language}.json`), "utf8"),
      ) as Record<string, string>);

const page = (origin: string, language: string): string =>
  panelHtml({
    cspSource: origin,
    script: `${origin}/panel/main.js`,
    stylesheet: `${origin}/panel/main.css`,
    language,
    setup: {
      assets: { probeWorker: `${origin}/probeWorker.js`, wasm: `${origin}/` },
      strings: wordsIn(language),
    },
    title: "Learning Rate Designer",
    loading: "Loading…",
    scriptNonce: crypto.randomUUID(),
    styleNonce: crypto.randomUUID(),
  });
