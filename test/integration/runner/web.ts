// The build for browsers, which exports nothing but defines the globals that Mocha's types declare.
import "mocha/mocha";
import { runMocha, type SuiteFile } from "./runMocha";

/** Runs the suites in the extension host of a web worker. */
export const runInWorker = (files: readonly SuiteFile[]) => runMocha(Mocha, files);
