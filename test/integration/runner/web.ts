// The build for browsers, which exports nothing but defines the globals that Mocha's types declare.
import "mocha/mocha";
import { runMocha, type SuiteFile } from "./runMocha";

/** Runs the suites in the extension host of a web worker. */
export function runInWorker(files: readonly SuiteFile[]): Promise<void> {
  // VS Code would run them in Node's host, without a word, if it took the extension for another.
  if (!("WorkerGlobalScope" in globalThis)) throw new Error("this is no web worker");
  return runMocha(Mocha, files);
}
