import { defineConfig } from "vitest/config";

// The unit tests run anywhere; "webview" needs dist/ and a Chromium; "ui" also a VS Code server.
// `npm test` provides both and runs the three one after the other.
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 20_000 } },
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
