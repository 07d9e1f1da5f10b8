// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from "vitest";
import type { Choice } from "./measures";
import { cells, distance, modelOrder, ordered } from "./table";

function metric(label: string, higherIsBetter: boolean, values: (number | null)[], best: number[]): Choice {
  return { key: label, label, higherIsBetter, values, best, warnings: "", means: false, columns: null };
}

const psnr = metric("PSNR", true, [20, 25, null], [1]);
const fid = metric("FID", false, [11, 10, 10], [1, 2]);
const odd = metric("Odd", false, [1, 2, 3], []);

it("says how far each is from the best", () => {
  expect(cells(psnr)).toEqual([
    { text: "20", best: false, behind: "−5 (20 %)", missing: false },
    { text: "25", best: true, behind: "", missing: false },
    { text: "–", best: false, behind: "", missing: true },
  ]);
  expect(cells(fid).map((c) => c.behind)).toEqual(["+1 (10 %)", "", ""]);
});

it("says nothing of a best where values cannot be compared", () => {
  expect(cells(odd).every((c) => !c.best && c.behind === "")).toBe(true);
  expect(distance(odd, 0)).toBeNull();
  expect(distance(metric("Zero", false, [0, 1], [0]), 1)).toBe(Infinity);
});

it("orders metrics by name and by distance, the unplaceable last", () => {
  const all = [psnr, odd, fid];
  const names = (list: Choice[]) => list.map((m) => m.label);
  expect(names(ordered(all, { by: "given" }))).toEqual(["PSNR", "Odd", "FID"]);
  expect(names(ordered(all, { by: "name", descending: true }))).toEqual(["PSNR", "Odd", "FID"]);
  expect(names(ordered(all, { by: 0, descending: true }))).toEqual(["PSNR", "FID", "Odd"]);
  expect(names(ordered(all, { by: 0, descending: false }))).toEqual(["FID", "PSNR", "Odd"]);
});

it("orders models, the best first and those without a value last", () => {
  expect(modelOrder(["a", "b", "c"], psnr)).toEqual([1, 0, 2]);
  expect(modelOrder(["a", "b", "c"], fid)).toEqual([1, 2, 0]);
  expect(modelOrder(["a", "b", "c"], null)).toEqual([0, 1, 2]);
});
