// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { PLAIN } from "../charts/colours";
import { composed } from "../charts/drawing";
import { drawSvg } from "../charts/engine";
import type { Point } from "./course";
import { curvesOption, rangeOf, short, type CurvesPlan } from "./curves";

const noisy: Point[] = Array.from({ length: 200 }, (_, i) => [i, i === 100 ? 1000 : 1 + (i % 7)]);

describe("rangeOf", () => {
  it("cuts off the wildest of a raw line, but not of one that is shown as it is", () => {
    expect(rangeOf([{ raw: noisy, smooth: noisy.map(([x]) => [x, 3]) }], null, false)![1]).toBeLessThan(10);
    expect(rangeOf([{ raw: noisy, smooth: null }], null, false)![1]).toBeGreaterThan(1000);
  });
  it("follows the part that is shown", () => {
    expect(rangeOf([{ raw: noisy, smooth: null }], [10, 50], false)![1]).toBeLessThan(10);
  });
  it("takes differences of rounding for none", () => {
    const [low, high] = rangeOf(
      [
        {
          raw: [
            [0, 9.5],
            [1, 9.5 + 1e-14],
          ],
          smooth: null,
        },
      ],
      null,
      false,
    )!;
    expect(low).toBeCloseTo(8.55);
    expect(high).toBeCloseTo(10.45);
  });
  it("does not go below zero for what never does", () => {
    expect(
      rangeOf(
        [
          {
            raw: [
              [0, 0.1],
              [1, 10],
            ],
            smooth: null,
          },
        ],
        null,
        false,
      )![0],
    ).toBe(0);
    expect(
      rangeOf(
        [
          {
            raw: [
              [0, 5],
              [1, 5],
            ],
            smooth: null,
          },
        ],
        null,
        false,
      ),
    ).toEqual([4.5, 5.5]);
    expect(rangeOf([], null, false)).toBeNull();
  });
});

it("draws a chart with title and legend as a file, without any address or script", () => {
  const plan: CurvesPlan = {
    curves: [{ raw: noisy, smooth: noisy }],
    range: null,
    last: 200,
    log: true,
    skipped: [50],
    best: [10, 3],
  };
  const { option, size } = composed(
    {
      title: "Generator <loss> & more",
      legend: [{ label: "image", index: 0, mark: "stroke" }],
      option: (colours, frame) => curvesOption(colours, frame, plan),
    },
    PLAIN,
    { width: 500, height: 200 },
  );
  const svg = drawSvg(option, size);
  expect(svg).toContain("Generator &lt;loss&gt; &amp; more");
  expect(svg).toContain("best");
  expect(svg).toMatch(/^<svg width="500" height="2\d\d"/);
  expect(svg).not.toMatch(/<script|href=/);
});

it("labels axes without needless zeros", () => {
  expect([0, 0.0001, 0.25, 1500, -3, 200000, 2e6].map(short)).toEqual([
    "0",
    "1e−4",
    "0.25",
    "1500",
    "−3",
    "200000",
    "2e6",
  ]);
});
