import { serveBrowser, SHARED_BROWSER } from "../../harness/browser";

/** Starts one Chromium for the whole stage; each file of tests connects to it. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await serveBrowser("none");
  // Workers inherit the environment.
  process.env[SHARED_BROWSER] = server.wsEndpoint();
  return () => server.close();
}
