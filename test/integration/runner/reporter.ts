/** One line of JSON after this mark, on the console of the extension host, tells of one test. */
export const MARK = "::test::";

export type Outcome =
  | { readonly kind: "passed"; readonly title: string; readonly ms: number }
  | { readonly kind: "skipped"; readonly title: string }
  | { readonly kind: "failed" | "retried"; readonly title: string; readonly error: string }
  | { readonly kind: "end" };

const tell = (outcome: Outcome) => {
  console.log(MARK + JSON.stringify(outcome));
};

/** Runs Mocha and tells of each test as it ends; rejects if one failed. */
export function runAndTell(mocha: Mocha): Promise<void> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      tell({ kind: "end" });
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
    runner.on("pass", (test) => {
      tell({ kind: "passed", title: test.fullTitle(), ms: test.duration ?? 0 });
    });
    runner.on("pending", (test) => {
      tell({ kind: "skipped", title: test.fullTitle() });
    });
    const tellError = (kind: "failed" | "retried") => (test: Mocha.Runnable, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ kind, title: test.fullTitle(), error: text });
    };
    runner.on("fail", tellError("failed"));
    runner.on("retry", tellError("retried"));
  });
}
