import Mocha from "mocha";
import { runMocha, type SuiteFile } from "./runMocha";

/** Runs the suites in the extension host of Node. */
export const runInNode = (files: readonly SuiteFile[]) => runMocha(Mocha, files);
