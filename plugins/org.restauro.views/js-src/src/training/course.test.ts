// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { axisUnit, highest, latest, nearest, points, smoothed, thinned, within, type Point } from "./course";

describe("smoothed", () => {
  it("is the line itself with a share of zero", () => {
    expect(smoothed([1, null, 3], 0)).toEqual([1, null, 3]);
  });
  it("is unbiased at the beginning and follows slowly", () => {
    const s = smoothed([10, 10, 10, 20], 0.9);
    expect(s[0]).toBeCloseTo(10);
    expect(s[2]).toBeCloseTo(10);
    expect(s[3]!).toBeGreaterThan(10);
    expect(s[3]!).toBeLessThan(15);
  });
});

it("chooses units of time by the length of the run", () => {
  expect([50, 600, 4 * 3600, 3 * 86_400].map((s) => axisUnit("seconds", s).unit)).toEqual([
    "seconds",
    "minutes",
    "hours",
    "days",
  ]);
  expect(axisUnit("images", 5e6)).toMatchObject({ divisor: 1000, unit: "kimg" });
  expect(axisUnit("step", 5).say(12345)).toBe("step 12,345");
});

describe("points", () => {
  it("leave out what is missing, and what a logarithm cannot show", () => {
    expect(points([1000, 2000, null, 4000], [1, null, 3, -1], 1000, false)).toEqual([
      [1, 1],
      [4, -1],
    ]);
    expect(points([1, 2, 3], [1, 0, -1], 1, true)).toEqual([[1, 1]]);
  });
  const line: Point[] = [
    [0, 0],
    [1, 1],
    [2, 4],
    [3, 9],
    [4, 16],
  ];
  it("within a range go on to its edges", () => {
    expect(within(line, [1.5, 2.5])).toEqual([
      [1, 1],
      [2, 4],
      [3, 9],
    ]);
    expect(within(line, [2, 3])).toEqual([
      [1, 1],
      [2, 4],
      [3, 9],
      [4, 16],
    ]);
    expect(within(line, [9, 10])).toEqual([[4, 16]]);
    expect(within(line, null)).toBe(line);
  });
  it("are found by the nearest x", () => {
    expect(nearest(line, 2.4)).toEqual([2, 4]);
    expect(nearest(line, 2.6)).toEqual([3, 9]);
    expect(nearest(line, -5)).toEqual([0, 0]);
    expect(nearest(line, 99)).toEqual([4, 16]);
    expect(nearest([], 1)).toBeNull();
  });
});

it("finds the latest and the highest value", () => {
  expect(latest([1, 2, null])).toBe(2);
  expect(latest([null])).toBeNull();
  expect(highest([1, null, 5, 5])).toEqual({ index: 2, value: 5 });
  expect(highest([null])).toBeNull();
});

describe("thinned", () => {
  const long: Point[] = Array.from({ length: 10_000 }, (_, i) => [i, i === 5432 ? 100 : Math.sin(i / 500)]);
  it("keeps the ends, the order and what stands out", () => {
    const few = thinned(long, 300);
    expect(few).toHaveLength(300);
    expect(few[0]).toBe(long[0]);
    expect(few[299]).toBe(long[9999]);
    expect(few).toContain(long[5432]);
    expect(few.every((p, i) => i === 0 || p[0] > few[i - 1]![0])).toBe(true);
  });
  it("leaves short lines alone", () => {
    expect(thinned(long, 20_000)).toBe(long);
    expect(
      thinned(
        [
          [0, 1],
          [1, 2],
          [2, 3],
        ],
        2,
      ),
    ).toHaveLength(3);
  });
});
