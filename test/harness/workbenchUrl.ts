import type { VsCodeServer } from "./server";

export interface WorkbenchOptions {
  /** Absolute path of the folder to open. */
  readonly folder?: string;
  /** Absolute path of the extension in development. */
  readonly extension?: string;
  /** Absolute path of a bundle that exports `run()`, to be run by the extension host. */
  readonly tests?: string;
}

/** The address that opens the workbench as told. */
export function workbenchUrl(server: VsCodeServer, options: WorkbenchOptions): string {
  // The page takes its own host for the name of the remote.
  const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const { folder, extension, tests } = options;
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ...(extension ? [["extensionDevelopmentPath", remote(extension)]] : []),
    ...(tests ? [["extensionTestsPath", remote(tests)]] : []),
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder) query.set("folder", folder);
  if (server.connectionToken) query.set("tkn", server.connectionToken);
  return `${server.url}/?${query.toString()}`;
}
