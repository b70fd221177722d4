import { existsSync } from "node:fs";

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser that the tests drive: CHROME_PATH, else one at a usual place. */
export function findChromium(): string | undefined {
  const chosen = process.env["CHROME_PATH"];
  return [...(chosen ? [chosen] : []), ...KNOWN].find((file) => existsSync(file));
}
