// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { count, difference, duration, formatFor, grouped, kimg, number, percent } from "./numbers";

it("shows three to four digits of a number", () => {
  expect([0, 0.01234, 1.2345, 21.349, 154.24, 2048, -0.5, 1e-5, null, NaN].map(number)).toEqual([
    "0",
    "0.0123",
    "1.234",
    "21.35",
    "154.2",
    "2048",
    "−0.5000",
    "1.00e−5",
    "–",
    "–",
  ]);
});

describe("formatFor", () => {
  const show = (...values: (number | null)[]) => values.map(formatFor(values));
  it("gives all the same decimals", () => {
    expect(show(21.349, 9.1, null)).toEqual(["21.35", "9.10", "–"]);
    expect(show(2.85, 12.5)).toEqual(["2.85", "12.50"]);
  });
  it("keeps three digits of the smallest", () => {
    expect(show(0.912, 0.0123)).toEqual(["0.9120", "0.0123"]);
    expect(show(0.00312, 0.00291)).toEqual(["0.003120", "0.002910"]);
  });
  it("tells close values apart", () => {
    expect(show(25.12342, 25.12344)).toEqual(["25.12342", "25.12344"]);
    expect(show(0.99999, 0.99998)).toEqual(["0.99999", "0.99998"]);
  });
  it("keeps long lists short", () => {
    const many = Array.from({ length: 1000 }, (_, i) => 20 + i / 977);
    expect(formatFor(many, false)(many[1])).toBe("20.00");
  });
  it("leaves whole numbers whole, and very large and small ones short", () => {
    expect(show(12, 2048)).toEqual(["12", "2048"]);
    expect(show(1.23456e-7, 0)).toEqual(["1.235e−7", "0"]);
  });
  it("shows no negative zero", () => {
    expect(formatFor([1.5, 2.5])(-1e-9)).toBe("0.000");
  });
});

it("writes a difference with its sign", () => {
  const format = formatFor([21.35, 20.1]);
  expect([1.25, -1.25, 0, null].map((v) => difference(v, format))).toEqual(["+1.25", "−1.25", "0.00", "–"]);
});

it("speaks of durations, thousands, shares and counts", () => {
  expect([41, 720, 11_100, 187_200, null].map(duration)).toEqual([
    "41 s",
    "12 min",
    "3 h 05 min",
    "2 d 4 h",
    "unknown",
  ]);
  expect([500, 12_340, 25_000_000].map(kimg)).toEqual(["0.5", "12.3", "25,000"]);
  expect(grouped(1234567)).toBe("1,234,567");
  expect([0.123, 0.0123, 0, -0.5].map(percent)).toEqual(["12 %", "1.2 %", "0 %", "−50 %"]);
  expect([count(1, "image"), count(1200, "image")]).toEqual(["1 image", "1,200 images"]);
});
