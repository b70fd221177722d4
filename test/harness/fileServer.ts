import { createReadStream, existsSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export interface FileServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves a folder's files, and one page at "/", on this machine only. */
export async function serveFiles(
  folder: string,
  page: (origin: string) => string,
): Promise<FileServer> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = path.join(folder, path.normalize(pathname));
    if (pathname === "/") {
      response.setHeader("content-type", "text/html").end(page(origin));
    } else if (existsSync(file)) {
      response.setHeader("content-type", TYPES[path.extname(file)] ?? "text/plain");
      createReadStream(file).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => {
        resolve();
      });
    });
  return { origin, close };
}
