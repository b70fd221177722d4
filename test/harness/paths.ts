import path from "node:path";

/** The repository's root, which is also the extension's folder. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

/** Everything the harness installs or makes lies here; git ignores it. */
export const SCRATCH = path.join(ROOT, ".harness");

export const EXAMPLES = path.join(ROOT, "examples");

/** publisher.name of the manifest. */
export const EXTENSION_ID = "learning-rate-designer.learning-rate-designer";

/** An extension that answers in place of VS Code's own for git, which the server lacks. */
export const GIT_STAND_IN = path.join(import.meta.dirname, "git-stand-in");
