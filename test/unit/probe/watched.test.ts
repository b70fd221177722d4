import { expect, test } from "vitest";
import { unlessLost } from "../../../src/probe/engine/watched";

const never = new Promise<number>(() => undefined);

test("a result comes through, a failure too", async () => {
  await expect(unlessLost(Promise.resolve(3), () => undefined)).resolves.toBe(3);
  await expect(unlessLost(Promise.reject(new Error("no")), () => undefined)).rejects.toThrow("no");
});

test("what would never come ends when the device is lost", async () => {
  let looks = 0;
  const lost = (): string | undefined => (++looks > 2 ? "the context was lost" : undefined);
  await expect(unlessLost(never, lost)).rejects.toThrow("the context was lost");
});
