import { runAndTell } from "./reporter";

/** Loads one file, which defines its tests by Mocha's global functions. */
export type SuiteFile = () => Promise<unknown>;

function silent() {
  // Mocha calls its reporter with `new`, which an arrow function refuses.
}

/** Runs the files' tests under a fresh Mocha. */
export async function runMocha(
  Constructor: typeof Mocha,
  files: readonly SuiteFile[],
): Promise<void> {
  const mocha = new Constructor({
    ui: "bdd",
    // A guard against hanging alone: the machine may have much else to do.
    timeout: 180_000,
    // What an overloaded machine upsets passes at the second try, and is told of.
    retries: 1,
    // What Mocha prints is of no use here: each test is told of by itself.
    reporter: silent as unknown as Mocha.ReporterConstructor,
  });
  // Defines the globals `describe`, `it` and so on, as loading a file by its name would.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  for (const load of files) await load();
  await runAndTell(mocha);
}
