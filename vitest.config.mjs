import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

// As in the bundles: TensorFlow.js without the operations that nobody asked for.
const slimTensorflow = {
  find: /^@tensorflow\/tfjs-core$/,
  replacement: path.join(import.meta.dirname, "node_modules/@tensorflow/tfjs-core/dist/base.js"),
};
// Parts of the host that can be tested without an editor see a small one.
const standIn = {
  find: /^vscode$/,
  replacement: path.join(import.meta.dirname, "test/unit/host/vscodeStandIn.ts"),
};
const inlined = { deps: { inline: [/@tensorflow\/[^/]+\/dist\//], external: [/wasm-out/] } };

// Guards against hanging, no measure of speed: the machine may have much else to do.
const PATIENT = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
};
const SEED = "test/seed.ts";
const LONG = Boolean(process.env["LONG"]);

// The unit tests run anywhere; "package" needs dist/, "webview" also a Chromium; "ui" also a VS Code server.
// `npm test` provides both and runs the three one after the other.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: [slimTensorflow, standIn] },
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          setupFiles: [SEED, "test/unit/setup.ts"],
          testTimeout: LONG ? 3_600_000 : 120_000,
          hookTimeout: 120_000,
          server: inlined,
          // What files import is loaded once by each worker, which took longer than most of the tests.
          // So none may replace a module (`vi.mock`), nor leave a global behind as it was not before.
          isolate: false,
          // A single worker would be given all files at once, and they would all end with it
          // where one has a test without end.
          maxWorkers: Math.max(2, os.availableParallelism() - 1),
        },
      },
      {
        resolve: { alias: [standIn] },
        test: {
          name: "webview",
          include: ["test/webview/**/*.test.ts"],
          setupFiles: [SEED],
          ...PATIENT,
          maxWorkers: 2,
          // One browser for all files, and what they import is loaded once by each of the two workers.
          globalSetup: ["test/webview/support/sharedBrowser.ts"],
          isolate: false,
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          ...PATIENT,
        },
      },
      {
        test: {
          name: "ui",
          include: ["test/integration/ui/**/*.test.ts"],
          setupFiles: [SEED],
          ...PATIENT,
          // Each file starts a whole VS Code: two at once would only slow each other down.
          fileParallelism: false,
        },
      },
    ],
  },
});
