// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { PLAIN } from "../charts/colours";
import { composed, type LegendItem } from "../charts/drawing";
import { drawSvg, type ChartOption } from "../charts/engine";
import { formatFor } from "../charts/numbers";
import { bars, type ImagePoint } from "./options";
import { pairs, scatter } from "./scatter";
import { clouds, steps } from "./spread";

const models = ["Erste <1>", "Second", "Third", "4", "5", "6", "7", "8"];
const psnr = { label: "PSNR", higherIsBetter: true };
const l1 = { label: "L1", higherIsBetter: false };
const columns = models.map((_, m) => (m === 3 ? [null, null, null] : [20 + m, 24 - m / 2, m % 2 ? null : 22]));

/** The drawing as a file, with all marks of legends. */
function file(option: (frame: { width: number; height: number; top: number }) => ChartOption): string {
  const marks: LegendItem["mark"][] = ["stroke", "shape", "box"];
  const legend = marks.flatMap((mark) => models.map((label, index) => ({ label, index, mark })));
  const made = composed({ title: "A title", legend, option: (_, frame) => option(frame) }, PLAIN, {
    width: 640,
    height: 400,
  });
  return drawSvg(made.option, made.size);
}

describe("every chart of the comparison can be drawn as a file", () => {
  it("bars, with the best marked in words", () => {
    const values = [1, null, 3, 2, 2, 2, 2, 2];
    for (const fromZero of [true, false]) {
      const svg = file((frame) => bars(PLAIN, frame, models, psnr, values, [2], formatFor(values), fromZero));
      expect(svg).toContain("★ best");
      expect(svg).toContain("higher is better");
      expect(svg).toContain("Erste &lt;1&gt;");
    }
  });
  it("clouds, also of models without values", () => {
    expect(file((frame) => clouds(PLAIN, frame, models, l1, columns))).toContain("lower is better");
    expect(
      file((frame) =>
        clouds(PLAIN, frame, ["a", "b"], l1, [
          [5, 5],
          [null, 5],
        ]),
      ),
    ).toContain("<svg");
  });
  it("histograms and cumulative curves", () => {
    expect(file((frame) => steps(PLAIN, frame, models, psnr, columns, "histogram"))).toContain("images");
    expect(file((frame) => steps(PLAIN, frame, models, psnr, columns, "cumulative"))).toContain(
      "images up to the value, %",
    );
  });
  it("scatters, with the corner that is best", () => {
    const points = columns.flatMap((c, m) =>
      c.flatMap((v, row): ImagePoint[] => (v === null ? [] : [[v, 1 / v, row, m]])),
    );
    for (const x of [1, -1] as const) {
      for (const y of [1, -1] as const) {
        expect(file((frame) => scatter(PLAIN, frame, psnr, l1, points, models, { x, y }, false))).toContain(">better<");
      }
    }
    expect(file((frame) => scatter(PLAIN, frame, psnr, l1, points, models, null, true))).not.toContain(">better<");
  });
  it("pairs, with who is better on which side of the line", () => {
    const side = (index: number) => ({ name: models[index]!, index, values: columns[index]! });
    const svg = file((frame) => pairs(PLAIN, frame, psnr, side(1), side(2)));
    expect(svg).toContain("better: Second");
    expect(svg).toContain("better: Third");
  });
});

it("gives points their row and model, so that a click finds the image", () => {
  const option = clouds(PLAIN, { width: 600, height: 400, top: 0 }, ["a", "b"], psnr, [
    [1, 2],
    [null, 3],
  ]);
  const series = option.series as { data: ImagePoint[] }[];
  expect(series[1]!.data.map((p) => [p[0], p[2], p[3]])).toEqual([[3, 1, 1]]);
});

it("gives a pair's point to the better model by the metric's direction", () => {
  const side = (index: number, values: number[]) => ({ name: "m" + index, index, values });
  const frame = { width: 600, height: 400, top: 0 };
  const counts = (measure: typeof psnr) =>
    (pairs(PLAIN, frame, measure, side(0, [1, 2, 3]), side(4, [2, 2, 2.5])).series as { data: ImagePoint[] }[])
      .slice(1)
      .map((s) => s.data.map((p) => p[2]));
  expect(counts(psnr)).toEqual([[2], [0], [1]]);
  expect(counts(l1)).toEqual([[0], [2], [1]]);
});
