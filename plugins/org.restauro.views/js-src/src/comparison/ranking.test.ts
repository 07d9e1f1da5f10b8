// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { bestOf, different, paired, spread, worst } from "./ranking";

describe("worst", () => {
  const values = [20, null, 10, 30, undefined, 10];
  it("is lowest where higher is better", () => {
    expect(worst(values, true, 3)).toEqual([
      { row: 2, value: 10 },
      { row: 5, value: 10 },
      { row: 0, value: 20 },
    ]);
  });
  it("is highest where lower is better", () => {
    expect(worst(values, false, 2).map((r) => r.row)).toEqual([3, 0]);
  });
  it("never lists images without a value", () => {
    expect(worst(values, true, 100)).toHaveLength(4);
    expect(worst([null, null], true, 5)).toEqual([]);
    expect(worst(values, true, 0)).toEqual([]);
  });
});

describe("different", () => {
  it("has the largest spread first and needs two values", () => {
    expect(spread([1, null])).toBeNull();
    expect(different([[1, 2, 9], [5, null, 5.5], undefined, [3, null, null], [4, 4, 4], [0, 8, 1]], 10)).toEqual([
      { row: 0, value: 8 },
      { row: 5, value: 8 },
      { row: 1, value: 0.5 },
    ]);
  });
});

it("finds all the best, but not of one", () => {
  expect(bestOf([1, null, 3, 3], true)).toEqual([2, 3]);
  expect(bestOf([1, null, 3, 3], false)).toEqual([0]);
  expect(bestOf([1, null], false)).toEqual([]);
});

describe("paired", () => {
  it("counts who is better on images that both have", () => {
    const a = [1, 2, 3, null, 5];
    const b = [2, 2, 1, 4, 9];
    expect(paired(a, b, true)).toMatchObject({ count: 4, first: 1, second: 2, ties: 1, median: 0.5 });
    expect(paired(a, b, false)).toMatchObject({ first: 2, second: 1 });
  });
  it("has nothing to say without common images", () => {
    expect(paired([1, null], [null, 1], true)).toBeNull();
  });
});
