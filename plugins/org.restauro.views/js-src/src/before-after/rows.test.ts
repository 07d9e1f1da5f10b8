// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import type { Column, MetricInfo, Row } from "../data";
import {
  bestOf,
  firstPair,
  isPresent,
  isProblem,
  lineOn,
  listed,
  ordersOf,
  reasonFor,
  seconds,
  spokenStatus,
} from "./rows";

const columns: Column[] = [
  { key: "damaged", label: "Damaged", role: "damaged" },
  { key: "restored:0", label: "A", role: "restored" },
  { key: "restored:1", label: "B", role: "restored" },
  { key: "truth", label: "Truth", role: "truth" },
  { key: "mask", label: "Mask", role: "mask" },
];
const metrics: MetricInfo[] = [
  { key: "psnr", label: "PSNR", higherIsBetter: true },
  { key: "lpips", label: "LPIPS", higherIsBetter: false },
];
const row = (name: string, more: Partial<Row> = {}): Row => ({
  name,
  size: [8, 8],
  present: [true, true, true, true, true],
  ...more,
});
const rows = [
  row("wall 10", { holeRatio: 0.3, scores: { psnr: [20, 25] } }),
  row("wall 9", { holeRatio: 0.1, scores: { psnr: [30, null] } }),
  row("Apse", { status: "Failed: no mask", present: [true, false, false, true, false] }),
];
const names = (text: string, key: string, descending = false) =>
  listed(rows, text, ordersOf(rows, metrics, columns).find((order) => order.key === key), descending).map(
    (one) => one.row.name,
  );

describe("the list", () => {
  it("offers the orders that the rows have values for", () => {
    expect(ordersOf(rows, metrics, columns).map((order) => order.label)).toEqual([
      "Order of the table",
      "Name",
      "Hole ratio",
      "Status",
      "PSNR, A",
      "PSNR, B",
    ]);
  });

  it("sorts names as people do, and values with the missing last", () => {
    expect(names("", "given")).toEqual(["wall 10", "wall 9", "Apse"]);
    expect(names("", "given", true)).toEqual(["Apse", "wall 9", "wall 10"]);
    expect(names("", "name")).toEqual(["Apse", "wall 9", "wall 10"]);
    expect(names("", "holes")).toEqual(["wall 9", "wall 10", "Apse"]);
    expect(names("", "holes", true)).toEqual(["wall 10", "wall 9", "Apse"]);
    expect(names("", "score psnr 0", true)).toEqual(["wall 9", "wall 10", "Apse"]);
    expect(names("", "status")[0]).toBe("Apse");
  });

  it("takes a status that begins with ok for a remark", () => {
    expect(isProblem("ok: no hole")).toBe(false);
    expect(isProblem("ok")).toBe(false);
    expect(isProblem(undefined)).toBe(false);
    expect(isProblem("okra is no mask")).toBe(true);
    expect(isProblem("Failed: no mask")).toBe(true);
    expect(spokenStatus("ok: There is no hole.")).toBe("There is no hole.");
    expect(spokenStatus("Failed: no mask")).toBe("Failed: no mask");
  });

  it("filters by words of the name or status", () => {
    expect(names("WALL 1", "given")).toEqual(["wall 10"]);
    expect(names("failed", "given")).toEqual(["Apse"]);
    expect(names("nothing", "given")).toEqual([]);
  });

  it("says of a row what tells most", () => {
    const order = ordersOf(rows, metrics, columns).find((one) => one.key === "score psnr 0");
    expect(lineOn(rows[0]!, metrics, undefined)).toBe("PSNR 25.00 · 30 % holes");
    expect(lineOn(rows[0]!, metrics, order)).toBe("PSNR 20.00 · 30 % holes");
    expect(lineOn(rows[1]!, metrics, undefined)).toBe("PSNR 30.00 · 10 % holes");
    expect(lineOn(rows[2]!, metrics, undefined)).toBe("");
  });
});

describe("a row", () => {
  it("has best scores only where there is something to compare", () => {
    expect(bestOf([1, 3, 3, null], true)).toEqual([1, 2]);
    expect(bestOf([1, 3, 3], false)).toEqual([0]);
    expect(bestOf([1, null], true)).toEqual([]);
  });

  it("knows what is missing and why", () => {
    expect(isPresent(rows[2]!, columns, "restored:0")).toBe(false);
    expect(isPresent(rows[2]!, columns, "elsewhere")).toBe(false);
    expect(reasonFor(rows[2]!, columns, "restored:0")).toBe("Failed: no mask");
    expect(reasonFor(row("x", { reasons: [null, "too large"] }), columns, "restored:0")).toBe("too large");
    expect(reasonFor(row("x"), columns, "mask")).toBe("No picture in this column");
  });

  it("is compared damaged with restored, and subtracted from the truth", () => {
    expect(firstPair(columns, "damaged")).toEqual(["damaged", "restored:0"]);
    expect(firstPair(columns, "truth")).toEqual(["truth", "restored:0"]);
    expect(firstPair(columns.slice(1, 3), "truth")).toEqual(["restored:0", "restored:0"]);
    expect(firstPair([], "truth")).toEqual(["", ""]);
  });

  it("compares other pictures in their order", () => {
    const others: Column[] = ["Reference", "Encoded"].map((label, i) => ({ key: `other:${i}`, label, role: "other" }));
    expect(firstPair(others, "damaged")).toEqual(["other:0", "other:1"]);
    expect(firstPair([...others, ...columns], "damaged")).toEqual(["damaged", "restored:0"]);
  });

  it("tells its time", () => {
    expect([0.416, 8.12, 95.2].map(seconds)).toEqual(["0.42 s", "8.1 s", "95 s"]);
  });
});
