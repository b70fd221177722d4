// One self-contained declaration file for the run-time library.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes the declarations to each of these files. The generator is slow to load, hence imported here. */
export async function writeLibraryTypes(root, outfiles) {
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
  for (const outfile of outfiles) {
    mkdirSync(path.dirname(path.join(root, outfile)), { recursive: true });
    writeFileSync(path.join(root, outfile), declarations);
  }
  return outfiles;
}
