import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { panel, watchComplaints } from "./support/session";

watchComplaints();

/**
 * Runs in the page: presses the button; milliseconds until the panel tells the host that the run has
 * ended. What one sees comes with the next frame, and that is up to the same busy graphics process.
 */
function cancelled(): Promise<number> {
  const page = window as unknown as { postToHost: (envelope: unknown) => Promise<void> };
  const { postToHost } = page;
  const all = [...document.querySelectorAll<HTMLElement>("vscode-button")];
  return new Promise((resolve) => {
    const begin = performance.now();
    page.postToHost = (envelope) => {
      const { message } = envelope as { message: { type: string; probe?: { state: string } } };
      if (message.type === "probe.state" && message.probe?.state === "cancelled") {
        resolve(performance.now() - begin);
      }
      return postToHost(envelope);
    };
    all.find((button) => button.textContent === "Cancel")?.click();
  });
}

describe("a dear probe on a graphics card played by the processor", () => {
  // Again where the machine was busy with something else meanwhile.
  it.each(["webgl", "webgpu"] as const)(
    "stops within 200 ms on %s",
    { retry: 3 },
    async (backend) => {
      const { page, host } = await panel({
        world: { schedules: [goyal("baseline", 0.1)], shown: ["baseline"] },
        graphics: true,
      });
      const options = { task: "transformer", seeds: 8, steps: 1000, backend } as const;
      host.send({ type: "probe.run", options });
      // Its first step takes seconds: the shaders are compiled on the way.
      await page.getByText("Step 0 of 1,000").waitFor({ timeout: 30_000 });
      expect(host.of("probe.state").at(-1)?.probe).toMatchObject({ state: "running", backend });
      const took = await page.evaluate(cancelled);

      expect(took).toBeLessThan(200);
      expect(host.of("probe.state").at(-1)?.probe.state).toBe("cancelled");
      await page.getByText(/^Cancelled at step/).waitFor({ timeout: 30_000 });
    },
  );
});
