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

// The unit tests run anywhere; "webview" needs dist/ and a Chromium; "ui" also a VS Code server.
// `npm test` provides both and runs the three one after the other.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: [slimTensorflow, standIn] },
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          setupFiles: ["test/unit/setup.ts"],
          testTimeout: 20_000,
          server: inlined,
        },
      },
      {
        test: {
          name: "webview",
          include: ["test/webview/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "ui",
          include: ["test/integration/ui/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file starts a whole VS Code: two at once would only slow each other down.
          fileParallelism: false,
        },
      },
    ],
  },
});
