// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import {
  bandwidth,
  correlation,
  cumulative,
  density,
  histogram,
  jitter,
  logTicks,
  niceAxis,
  niceStep,
  quantile,
  sorted,
  summarise,
} from "./statistics";

describe("quantile", () => {
  it("interpolates between the nearest values", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([1, 2, 3], 1)).toBe(3);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("summarise", () => {
  it("leaves out what is missing", () => {
    const s = summarise([null, 3, undefined, 1, NaN, 2])!;
    expect(s).toMatchObject({ count: 3, mean: 2, min: 1, q1: 1.5, median: 2, q3: 2.5, max: 3 });
  });
  it("ends whiskers within one and a half box lengths", () => {
    const s = summarise([1, 2, 3, 4, 5, 100])!;
    expect(s.whiskers).toEqual([1, 5]);
    expect(s.max).toBe(100);
  });
  it("has nothing to say about nothing", () => {
    expect(summarise([null, undefined])).toBeNull();
  });
});

describe("density", () => {
  it("integrates to one and peaks at the middle of a symmetric sample", () => {
    const d = density([-2, -1, -0.5, 0, 0, 0.5, 1, 2], 201, 4)!;
    const step = d.x[1]! - d.x[0]!;
    expect(d.y.reduce((sum, y) => sum + y * step, 0)).toBeCloseTo(1, 2);
    expect(d.x[d.y.indexOf(Math.max(...d.y))]).toBeCloseTo(0, 1);
  });
  it("is not told of equal values", () => {
    expect(density([3, 3, 3])).toBeNull();
    expect(density([3])).toBeNull();
    expect(bandwidth([1, 1, 1, 1, 2])).toBeGreaterThan(0);
  });
});

describe("histogram", () => {
  it("counts every value once in bins that all groups share", () => {
    const h = histogram([
      [1, 2, 3, 4, 5, null],
      [2.5, 9.999, 10],
    ])!;
    expect(h.edges[0]).toBeLessThanOrEqual(1);
    expect(h.edges[h.edges.length - 1]).toBeGreaterThanOrEqual(10);
    expect(h.counts.map((c) => c.reduce((a, b) => a + b, 0))).toEqual([5, 3]);
  });
  it("keeps nice edges where numbers have no exact form", () => {
    const h = histogram([Array.from({ length: 50 }, (_, i) => 0.1 + (0.8 * i) / 49)])!;
    h.edges.forEach((e) => expect(String(e).length).toBeLessThan(6));
  });
  it("makes one bin of equal values and none of nothing", () => {
    expect(histogram([[5, 5]])!.counts).toEqual([[2]]);
    expect(histogram([[null], []])).toBeNull();
  });
});

it("counts what is not above each value", () => {
  expect(cumulative([3, 1, null, 1, 2])).toEqual([
    [1, 0.5],
    [2, 0.75],
    [3, 1],
  ]);
});

it("finds nice steps", () => {
  expect([0.03, 1, 1.2, 4.9, 7].map(niceStep)).toEqual([0.05, 1, 2, 5, 10]);
});

it("ends axes at round numbers", () => {
  expect(niceAxis(12.3, 31.9)).toEqual({ min: 10, max: 35, interval: 5 });
  expect(niceAxis(0.031, 0.42)).toEqual({ min: 0, max: 0.45, interval: 0.05 });
  expect(niceAxis(5, 5)).toEqual({ min: 4.7, max: 5.3, interval: 0.1 });
  expect(niceAxis(0, 0)).toMatchObject({ min: -0.6, max: 0.6 });
});

it("labels logarithmic axes of any length", () => {
  expect(logTicks(0.8, 1500)).toEqual([1, 10, 100, 1000]);
  expect(logTicks(0.09, 0.6)).toEqual([0.1, 0.2, 0.5]);
  expect(logTicks(20.5, 24.9)).toEqual([22, 24]);
  expect(logTicks(1e-12, 1e12).length).toBeLessThan(10);
  expect(logTicks(0, 1)).toEqual([]);
  expect(logTicks(2, 2)).toEqual([]);
});

it("spreads indices the same way each time", () => {
  const spread = Array.from({ length: 100 }, (_, i) => jitter(i));
  expect(Math.min(...spread)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...spread)).toBeLessThan(1);
  const gaps = sorted(spread).map((v, i, all) => (i ? v - all[i - 1]! : 0));
  expect(Math.max(...gaps)).toBeLessThan(0.03);
});

it("correlates", () => {
  expect(
    correlation([
      [1, 2],
      [2, 4],
      [3, 6],
    ]),
  ).toBeCloseTo(1);
  expect(
    correlation([
      [1, 6],
      [2, 4],
      [3, 2],
    ]),
  ).toBeCloseTo(-1);
  expect(
    correlation([
      [1, 1],
      [1, 2],
      [1, 3],
    ]),
  ).toBeNull();
  expect(
    correlation([
      [1, 1],
      [2, 2],
    ]),
  ).toBeNull();
});
