// SPDX-License-Identifier: GPL-3.0-or-later
// Two numbers of each image against each other.
import { BELOW_NAMED, betterArrow, valueAxis, type Better } from "../charts/axes";
import { colourOf, symbolOf, type Colours } from "../charts/colours";
import type { Frame } from "../charts/drawing";
import type { ChartOption } from "../charts/engine";
import { isValue, niceAxis, sorted, type Value } from "../charts/statistics";
import { MANY, NAME_GAP, VERY_MANY, type ImagePoint, type Measure } from "./options";

/** Room between the outermost points and the ends of the axes. */
const EDGE = ["4%", "4%"];

/** Any measure against any other; points of images, or of models where there are no images. */
export function scatter(
  colours: Colours,
  frame: Frame,
  x: Measure,
  y: Measure,
  points: ImagePoint[],
  models: string[],
  better: Better | null,
  large: boolean,
): ChartOption {
  const grid = { left: 66, right: 20, top: frame.top + 10, bottom: BELOW_NAMED };
  const many = points.length > MANY;
  return {
    aria: { enabled: true },
    grid: { ...grid, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, { name: x.label, nameGap: NAME_GAP, boundaryGap: EDGE }),
    yAxis: valueAxis(colours, { name: y.label, nameGap: 46, boundaryGap: EDGE }),
    series: models.map((_, m) => ({
      type: "scatter",
      data: points.filter((p) => p[3] === m),
      symbol: symbolOf(m),
      symbolSize: large ? 14 : many ? 6 : 9,
      itemStyle: {
        color: colourOf(colours, m),
        opacity: large ? 1 : points.length > VERY_MANY ? 0.3 : many ? 0.5 : 0.75,
      },
      emphasis: { scale: 1.8, itemStyle: { opacity: 1, borderColor: colours.text, borderWidth: 1 } },
      cursor: "pointer",
      animation: false,
    })),
    graphic: better ? betterArrow(colours, frame, grid, better) : [],
  };
}

/** One model against another, a point an image; on the line both are equal. */
export function pairs(
  colours: Colours,
  frame: Frame,
  measure: Measure,
  first: { name: string; index: number; values: Value[] },
  second: { name: string; index: number; values: Value[] },
): ChartOption {
  const points: ImagePoint[] = [];
  first.values.forEach((a, row) => {
    const b = second.values[row];
    if (isValue(a) && isValue(b)) {
      const winner = a === b ? -1 : b > a === measure.higherIsBetter ? second.index : first.index;
      points.push([a, b, row, winner]);
    }
  });
  const all = sorted(points.flatMap((p) => [p[0], p[1]]));
  const ends = niceAxis(all[0]!, all[all.length - 1]!);
  const grid = { left: 66, right: 20, top: frame.top + 10, bottom: BELOW_NAMED };
  const size = points.length > MANY ? 6 : 9;
  const series = [first, second].map((model) => ({
    type: "scatter",
    data: points.filter((p) => p[3] === model.index),
    symbol: symbolOf(model.index),
    symbolSize: size,
    itemStyle: { color: colourOf(colours, model.index), opacity: points.length > MANY ? 0.5 : 0.75 },
    emphasis: { scale: 1.8, itemStyle: { opacity: 1, borderColor: colours.text, borderWidth: 1 } },
    cursor: "pointer",
    animation: false,
  }));
  const above = measure.higherIsBetter ? second.name : first.name;
  const below = measure.higherIsBetter ? first.name : second.name;
  return {
    aria: { enabled: true },
    grid: { ...grid, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, { name: first.name, nameGap: NAME_GAP, ...ends }),
    yAxis: valueAxis(colours, { name: second.name, nameGap: 46, ...ends }),
    series: [
      {
        type: "line",
        data: [
          [ends.min, ends.min],
          [ends.max, ends.max],
        ],
        showSymbol: false,
        silent: true,
        animation: false,
        lineStyle: { color: colours.soft, width: 1.2, type: [5, 4] },
      },
      ...series,
      {
        type: "scatter",
        data: points.filter((p) => p[3] === -1),
        symbol: "emptyCircle",
        symbolSize: size,
        itemStyle: { color: colours.soft },
        cursor: "pointer",
        animation: false,
      },
    ],
    graphic: [
      corner(colours, `better: ${above}`, grid.left + 8, grid.top + 6, "left", "top", frame.width * 0.45),
      corner(
        colours,
        `better: ${below}`,
        frame.width - grid.right - 8,
        frame.height - grid.bottom - 8,
        "right",
        "bottom",
        frame.width * 0.45,
      ),
    ],
  };
}

function corner(
  colours: Colours,
  text: string,
  x: number,
  y: number,
  align: string,
  verticalAlign: string,
  width: number,
): object {
  return {
    type: "text",
    silent: true,
    x,
    y,
    style: {
      text,
      fill: colours.soft,
      font: `12px ${colours.font}`,
      align,
      verticalAlign,
      width,
      overflow: "truncate",
    },
  };
}
