import { describe, expect, it } from "vitest";
import { drawLots } from "~/domain/lot";

const codes = Array.from({ length: 66 }, (_, n) => `M2023-${String(n + 1).padStart(3, "0")}`);

describe("drawing lots", () => {
  it("gives the same order again from the same seed", () => {
    expect(drawLots(codes, "k3j9x")).toEqual(drawLots(codes, "k3j9x"));
  });

  it("gives another order from another seed", () => {
    expect(drawLots(codes, "k3j9x")).not.toEqual(drawLots(codes, "k3j9y"));
  });

  it("keeps every entry exactly once", () => {
    expect([...drawLots(codes, "k3j9x")].sort()).toEqual(codes);
  });

  it("does not favour a place: over many seeds every entry comes first about equally often", () => {
    const first = new Map<string, number>();
    const few = codes.slice(0, 6);
    for (let n = 0; n < 6000; n += 1) {
      const [winner = ""] = drawLots(few, `seed-${n}`);
      first.set(winner, (first.get(winner) ?? 0) + 1);
    }
    for (const count of first.values()) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });

  it("draws from this seed the order that was drawn when the program was written", () => {
    expect(drawLots(["a", "b", "c", "d", "e"], "fixed")).toMatchInlineSnapshot(`
      [
        "a",
        "c",
        "d",
        "b",
        "e",
      ]
    `);
  });
});
