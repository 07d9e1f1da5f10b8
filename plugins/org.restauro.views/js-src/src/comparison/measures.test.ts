// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import type { ComparisonData } from "../data/types";
import { choices, firstChoice, imageAxes, imageCells, modelAxes, tableCells } from "./measures";

function data(): ComparisonData {
  return {
    view: "comparison",
    title: "Two",
    models: ["A", "B", "C"],
    metrics: [
      { key: "fid", label: "FID", higherIsBetter: false, values: [10, 12, null], best: [0] },
      { key: "set-psnr", label: "PSNR", higherIsBetter: true, values: [20, 21, 22], best: [2], warnings: "few" },
    ],
    samples: {
      columns: [
        { key: "damaged", label: "Damaged", role: "damaged" },
        { key: "restored:2", label: "C", role: "restored" },
        { key: "restored:0", label: "A", role: "restored" },
      ],
      metrics: [
        { key: "psnr", label: "psnr", higherIsBetter: true },
        { key: "l1", label: "L1", higherIsBetter: false },
      ],
      rows: [
        {
          name: "one",
          size: [4, 2],
          holeRatio: 0.25,
          present: [true, true, true],
          scores: { psnr: [30, 10], l1: [0.1, 0.5] },
        },
        { name: "=two", size: null, present: [true, true, false], scores: { l1: [0.3, null] } },
      ],
      notes: [],
    },
    notes: [],
  };
}

describe("choices", () => {
  it("join the same metric of sets and of images, by name", () => {
    const list = choices(data());
    expect(list.map((c) => c.label)).toEqual(["FID", "PSNR", "L1"]);
    expect(list[0]!.columns).toBeNull();
    expect(list[1]!.columns).toEqual([
      [10, null],
      [null, null],
      [30, null],
    ]);
    expect(firstChoice(list)).toBe("set-psnr");
  });
  it("take means where no table has values", () => {
    const l1 = choices(data())[2]!;
    expect(l1).toMatchObject({ means: true, best: [2] });
    expect(l1.values).toEqual([0.5, null, 0.2]);
  });
  it("do without samples", () => {
    const list = choices({ ...data(), samples: null });
    expect(list.every((c) => c.columns === null)).toBe(true);
    expect(firstChoice(list)).toBe("fid");
    expect(modelAxes(list)[0]!.columns).toEqual([[10], [12], [null]]);
    expect(imageAxes({ ...data(), samples: null })).toEqual([]);
  });
});

it("offers properties of images as axes where they are known", () => {
  const axes = imageAxes(data());
  expect(axes.map((a) => a.label)).toEqual(["psnr", "L1", "Holes, % of the image"]);
  expect(axes[2]!.columns[1]).toEqual([25, null]);
  expect(axes[2]!.higherIsBetter).toBeUndefined();
});

it("writes tables", () => {
  expect(tableCells(["A", "B", "C"], data().metrics)[2]).toEqual(["PSNR", "higher", "C", 20, 21, 22, "", "few"]);
  const cells = imageCells(data());
  expect(cells[0]!.slice(6)).toEqual(["psnr: A", "psnr: B", "psnr: C", "L1: A", "L1: B", "L1: C"]);
  expect(cells[1]).toEqual(["one", 4, 2, 0.25, undefined, undefined, 10, null, 30, 0.5, null, 0.1]);
});
