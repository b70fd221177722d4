import Mocha from "mocha";
import { runMocha, type SuiteFile } from "./runMocha";

/** Runs the suites in the extension host of Node. */
export function runInNode(files: readonly SuiteFile[]): Promise<void> {
  process.setSourceMapsEnabled(true);
  return runMocha(Mocha, files);
}
