import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  div,
  type Exact,
  formatHalfUp,
  fraction,
  mean,
  mul,
  parseDecimal,
  sub,
  sum,
  terminatesWithin,
  toDecimalString,
  toExpansion,
  toFraction,
  toFractionText,
} from "~/domain/exact";

function decimal(text: string): Exact {
  const value = parseDecimal(text);
  if (!value) throw new Error(`${text} is no decimal`);
  return value;
}

describe("half up on exact values", () => {
  it.each([
    ["90.145", "90.15"],
    ["90.175", "90.18"],
    ["90.195", "90.20"],
    ["1.005", "1.01"],
    ["90.1449999999999999999999", "90.14"],
    ["0", "0.00"],
    ["99.995", "100.00"],
    ["-0.125", "-0.13"],
    ["-0.004", "0.00"],
  ])("%s is shown as %s", (text, shown) => {
    expect(formatHalfUp(decimal(text))).toBe(shown);
  });

  it("rounds the same in plain numbers and in bigints", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 1e6 }),
        fc.nat(6),
        (num, den, decimals) => {
          expect(formatHalfUp({ num, den }, decimals)).toBe(
            formatHalfUp(fraction(num, den), decimals),
          );
          expect(toDecimalString({ num, den }, decimals)).toBe(
            toDecimalString(fraction(num, den), decimals),
          );
        },
      ),
    );
  });

  it("rounds to whole points when asked", () => {
    expect(formatHalfUp(decimal("2.5"), 0)).toBe("3");
  });
});

describe("fractions", () => {
  it("are reduced with a positive denominator", () => {
    expect(fraction(6, -4)).toEqual({ num: -3n, den: 2n });
    expect(toFractionText({ num: 1850, den: 20 })).toEqual({ num: "185", den: "2" });
    expect(toFractionText({ num: 0, den: 7 })).toEqual({ num: "0", den: "1" });
  });

  it("refuse a zero denominator and numbers that are not whole", () => {
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(() => fraction(0.5)).toThrow(RangeError);
    expect(() => div(fraction(1), fraction(0))).toThrow(RangeError);
  });

  it("add, subtract, multiply and divide", () => {
    const third = fraction(1, 3);
    expect(add(third, fraction(1, 6))).toEqual(fraction(1, 2));
    expect(sub(third, third)).toEqual(fraction(0));
    expect(mul(third, fraction(3, 5))).toEqual(fraction(1, 5));
    expect(div(third, fraction(2, 3))).toEqual(fraction(1, 2));
  });

  it("compare where floats cannot tell, and beyond the safe integers", () => {
    expect(compare(decimal("0.30000000000000000001"), decimal("0.3"))).toBeGreaterThan(0);
    const big = Number.MAX_SAFE_INTEGER;
    expect(compare({ num: big - 1, den: big }, { num: big - 2, den: big - 1 })).toBeGreaterThan(0);
    expect(compare({ num: 2, den: 4 }, { num: 3, den: 6 })).toBe(0);
  });

  it("compare in plain numbers as in bigints", () => {
    const part = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const exact = compare(fraction(a, b), fraction(c, d));
        expect(Math.sign(compare({ num: a, den: b }, { num: c, den: d }))).toBe(Math.sign(exact));
      }),
    );
  });

  it("have a mean, and nothing has none", () => {
    const scores = ["92.71", "91.02", "88.97"].map(decimal);
    expect(formatHalfUp(mean(scores) ?? fraction(0))).toBe("90.90");
    expect(mean([])).toBeNull();
  });

  it("sum to the same however they are written", () => {
    const part = fc.integer({ min: 1, max: 2 ** 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { maxLength: 30 }), (pairs) => {
        const exact = pairs.map(([num, den]) => fraction(num, den)).reduce(add, fraction(0));
        expect(toFraction(sum(pairs.map(([num, den]) => ({ num, den }))))).toEqual(exact);
        expect(toFraction(sum(pairs.map(([num, den]) => fraction(num, den))))).toEqual(exact);
      }),
    );
  });
});

describe("expansions for explanations", () => {
  it("are cut off, not rounded, and say whether they end", () => {
    const panel = fraction(11125, 120);
    expect(toDecimalString(panel, 4)).toBe("92.7083");
    expect(toExpansion(panel, 4)).toBe("92.7083…");
    expect(toExpansion(fraction(2, 3), 2)).toBe("0.66…");
    expect(toExpansion(fraction(185, 2), 4)).toBe("92.5");
    expect(toExpansion(fraction(100), 4)).toBe("100");
    expect(terminatesWithin(fraction(1, 8), 3)).toBe(true);
    expect(terminatesWithin(fraction(1, 8), 2)).toBe(false);
  });
});

it.each(["", " 1", "1.", ".5", "1e3", "0x10", "1,5", "--1", "一"])(
  "%j is not a decimal",
  (text) => {
    expect(parseDecimal(text)).toBeNull();
  },
);
