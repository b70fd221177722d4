// One self-contained declaration file for the run-time library.
import { writeFileSync } from "node:fs";
import path from "node:path";

const LIBRARY_TYPES = "dist/library/index.d.ts";

/** Writes the declarations and returns where. The generator is slow to load, hence imported here. */
export async function writeLibraryTypes(root) {
  const { generateDtsBundle } = await import("dts-bundle-generator");
  const [declarations] = generateDtsBundle(
    [
      {
        filePath: path.join(root, "src/library/index.ts"),
        output: { noBanner: true, exportReferencedTypes: false },
      },
    ],
    { preferredConfigPath: path.join(root, "src/core/tsconfig.json") },
  );
  writeFileSync(path.join(root, LIBRARY_TYPES), declarations);
  return LIBRARY_TYPES;
}
