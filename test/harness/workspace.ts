import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export interface Workspace {
  readonly folder: string;
  remove(): void;
}

/** A copy of a folder that tests may change as they like. */
export function copyWorkspace(source: string): Workspace {
  const parent = mkdtempSync(path.join(os.tmpdir(), "workspace-"));
  // Its own name is kept: VS Code shows it.
  const folder = path.join(parent, path.basename(source));
  cpSync(source, folder, { recursive: true });
  return {
    folder,
    remove: () => {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
