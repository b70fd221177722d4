import { describe, expect, it } from "vitest";
import { goyal } from "./support/samples";
import { panel, watchComplaints } from "./support/session";

watchComplaints();

describe("a dear probe on a graphics card played by the processor", () => {
  it.each(["webgl", "webgpu"] as const)(
    "is stopped on %s before the steps handed to it are done",
    async (backend) => {
      const { page, host } = await panel({
        world: { schedules: [goyal("baseline", 0.1)], shown: ["baseline"] },
        graphics: true,
      });
      const options = { task: "transformer", seeds: 8, steps: 1000, backend } as const;
      host.send({ type: "probe.run", options });
      // Its first step takes seconds: the shaders are compiled on the way.
      await page.getByText("Step 0 of 1,000").waitFor();
      expect(host.of("probe.state").at(-1)?.probe).toMatchObject({ state: "running", backend });
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByText(/^Cancelled at step/).waitFor();
      const probe = host.of("probe.state").at(-1)?.probe;
      expect(probe?.state).toBe("cancelled");
      // A step takes most of a second here: whoever heard it late would have gone on for many.
      expect(probe?.step).toBeLessThan(100);
    },
  );
});
