import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { completeServer } from "./completeServer";
import { type Edition, editionFolder, manifestFolder } from "./edition";
import { runProgram } from "./runProgram";

const NODE_MAJOR: Record<Edition, string> = { newest: "24", floor: "20" };
const MANIFEST = ["package.json", "package-lock.json", ".npmrc"];
const INSTALL_LIMIT_MS = 300_000;

/** Installs an edition into the scratch folder unless this very one is there already. */
export async function installEdition(
  edition: Edition,
  log: (line: string) => void = () => undefined,
): Promise<void> {
  const folder = editionFolder(edition);
  const recipe = recipeOf(edition);
  if (recipeIn(folder) === recipe) return;
  log(`installing the VS Code server (${edition}) from npm …`);
  // Made aside and then moved, so that nobody ever sees half of an installation.
  const draft = `${folder}.${process.pid}`;
  await installInto(draft, edition);
  writeFileSync(path.join(draft, "recipe"), recipe);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

async function installInto(folder: string, edition: Edition): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const file of MANIFEST)
    cpSync(path.join(manifestFolder(edition), file), path.join(folder, file));
  const ownNode = process.versions.node.split(".")[0] === NODE_MAJOR[edition];
  const args = ["ci", "--no-update-notifier", ...(ownNode ? ["--omit=optional"] : [])];
  await runProgram("npm", args, { cwd: folder, timeoutMs: INSTALL_LIMIT_MS });
  await completeServer(folder);
}

/** Changes whenever an installation made before would differ from one made now. */
function recipeOf(edition: Edition): string {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  hash.update(readFileSync(path.join(manifestFolder(edition), "package-lock.json")));
  for (const file of ["completeServer.ts", "nativeStandIns.ts", "trimServer.ts"])
    hash.update(readFileSync(path.join(import.meta.dirname, file)));
  return hash.digest("hex");
}

function recipeIn(folder: string): string | undefined {
  const file = path.join(folder, "recipe");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
