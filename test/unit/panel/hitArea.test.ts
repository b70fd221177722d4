import { describe, expect, it } from "vitest";
import { clipPath, hitArea } from "../../../webview/panel/handles/hitArea";

describe("what is hit of a handle", () => {
  const at = { x: 50, y: 40 };

  it("is the whole square where no other handle is near", () => {
    expect(clipPath(hitArea(at, [at, { x: 90, y: 40 }]))).toBe("none");
  });

  it("ends half way to one beside it", () => {
    const area = hitArea(at, [at, { x: 61, y: 40 }]);
    expect(Math.max(...area.map(({ x }) => x))).toBe(5.5);
    expect(Math.min(...area.map(({ x }) => x))).toBe(-12);
    expect(clipPath(area)).toBe("polygon(0px 0px, 17.5px 0px, 17.5px 24px, 0px 24px)");
  });

  it("has the handle's own middle, and no corner that is nearer to another", () => {
    const others = [
      { x: 58, y: 48 },
      { x: 45, y: 29 },
      { x: 38, y: 41 },
    ];
    const area = hitArea(at, others);
    expect(area.length).toBeGreaterThan(3);
    for (const { x, y } of area)
      for (const other of others) {
        const far = Math.hypot(at.x + x - other.x, at.y + y - other.y);
        expect(Math.hypot(x, y)).toBeLessThanOrEqual(far + 1e-9);
      }
  });
});
