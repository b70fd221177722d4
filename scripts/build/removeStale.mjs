// What an earlier build left in dist/ would be published along: it goes, after the new files are
// there, so that a reader of dist/ never meets a missing one.
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";

/** Removes every file of dist/ that is not among the given ones. */
export function removeStale(root, current) {
  const wanted = new Set(current.map((file) => path.normalize(file)));
  for (const entry of readdirSync(path.join(root, "dist"), {
    recursive: true,
    withFileTypes: true,
  })) {
    const file = path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name));
    if (entry.isFile() && !wanted.has(file)) rmSync(path.join(root, file));
  }
}
