// SPDX-License-Identifier: GPL-3.0-or-later
// What the comparison's charts draw, as options of ECharts. Points carry [x, y, row, model].
import { BELOW_NAMED, betterArrow, modelAxis, roomForNames, valueAxis, type Better } from "../charts/axes";
import { colourOf, STROKES, symbolOf, type Colours } from "../charts/colours";
import type { Frame } from "../charts/drawing";
import type { ChartOption } from "../charts/engine";
import {
  cumulative,
  density,
  histogram,
  isValue,
  jitter,
  niceAxis,
  sorted,
  summarise,
  type Value,
} from "../charts/statistics";

export interface Measure {
  label: string;
  higherIsBetter: boolean;
}

/** A point of an image: place, row of the samples, model. */
export type ImagePoint = [number, number, number, number];

export const BAR_HEIGHT = 44;
export const CLOUD_HEIGHT = 84;
const NAME_GAP = 28;
const VALUE_ROOM = 84;
const POINT = 5;
/** In heights of a model's band, whose middle is 0: the cloud above, the box in it, the points below. */
const CLOUD_FOOT = -0.12;
const CLOUD_PEAK = -0.46;
const BOX_HALF = 0.06;
const RAIN = [0.14, 0.42] as const;
/** Room between the outermost points and the ends of the axes. */
const EDGE = ["4%", "4%"];
/** Of more points than this, each is drawn fainter. */
const MANY = 300;
const VERY_MANY = 2000;

export function direction(measure: Measure): string {
  return measure.higherIsBetter ? "higher is better" : "lower is better";
}

function axisName(measure: Measure): string {
  return measure.higherIsBetter ? `${measure.label} (higher is better →)` : `${measure.label} (← lower is better)`;
}

/** Bars of one metric over the models, or points where the axis does not begin at zero. */
export function bars(
  colours: Colours,
  frame: Frame,
  models: string[],
  measure: Measure,
  values: Value[],
  best: number[],
  format: (v: Value) => string,
  fromZero: boolean,
): ChartOption {
  const room = roomForNames(models, frame.width);
  const there = values.filter(isValue);
  const label = {
    show: true,
    position: "right",
    color: colours.text,
    fontFamily: colours.font,
    fontSize: 12,
    formatter: (p: { value: [number, number]; dataIndex: number }) =>
      format(p.value[0]) + (best.includes(p.value[1]) ? " ★ best" : ""),
  };
  const data = values.flatMap((v, i) =>
    isValue(v) ? [{ value: [v, i], itemStyle: { color: colourOf(colours, i) } }] : [],
  );
  return {
    aria: { enabled: true },
    grid: { left: room + 12, right: VALUE_ROOM, top: frame.top + 4, bottom: BELOW_NAMED, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, {
      name: axisName(measure),
      nameGap: NAME_GAP,
      ...(fromZero ? { scale: false } : niceAxis(Math.min(...there), Math.max(...there))),
    }),
    yAxis: fromZero
      ? {
          ...modelAxis(colours, models, room),
          type: "category",
          data: models,
          min: undefined,
          max: undefined,
          axisLabel: { ...categoryLabel(colours, room) },
        }
      : modelAxis(colours, models, room),
    series: fromZero
      ? [{ type: "bar", data, barMaxWidth: 30, label, animation: false }]
      : [{ type: "scatter", data, symbolSize: 13, label, animation: false }],
  };
}

function categoryLabel(colours: Colours, room: number): object {
  return {
    color: colours.text,
    fontSize: 12,
    fontFamily: colours.font,
    width: room,
    overflow: "break",
    lineHeight: 15,
    margin: 8,
  };
}

interface CustomApi {
  coord: (point: [number, number]) => [number, number];
}

/** The distribution of each model: density above, box in the middle, all images as points below. */
export function clouds(
  colours: Colours,
  frame: Frame,
  models: string[],
  measure: Measure,
  columns: Value[][],
): ChartOption {
  const room = roomForNames(models, frame.width);
  const all = sorted(columns.flat());
  const curves = columns.map((c) => density(c));
  const summaries = columns.map((c) => summarise(c));
  const faint = all.length > VERY_MANY ? 0.3 : all.length > MANY ? 0.4 : 0.65;
  const shapes = {
    type: "custom",
    silent: true,
    clip: true,
    z: 3,
    data: models.map((_, i) => [i]),
    renderItem: (params: { dataIndex: number }, api: CustomApi) => {
      const i = params.dataIndex;
      const colour = colourOf(colours, i);
      const children: object[] = [];
      const curve = curves[i];
      if (curve) {
        const peak = Math.max(...curve.y);
        const above = curve.x.map((x, k) =>
          api.coord([x, i + CLOUD_FOOT + ((CLOUD_PEAK - CLOUD_FOOT) * curve.y[k]!) / peak]),
        );
        const foot = [curve.x[curve.x.length - 1]!, curve.x[0]!].map((x) => api.coord([x, i + CLOUD_FOOT]));
        children.push({
          type: "polygon",
          shape: { points: [...above, ...foot] },
          style: { fill: colour, opacity: 0.3 },
        });
        children.push({
          type: "polyline",
          shape: { points: above },
          style: { stroke: colour, lineWidth: 1.5, fill: "none" },
        });
      }
      const s = summaries[i];
      if (s) {
        const at = (v: number, y: number) => api.coord([v, i + y]);
        const line = (from: [number, number], to: [number, number], width: number, stroke = colours.text) =>
          children.push({
            type: "line",
            shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
            style: { stroke, lineWidth: width },
          });
        line(at(s.whiskers[0], 0), at(s.whiskers[1], 0), 1.2);
        const [x, y] = at(s.q1, -BOX_HALF);
        const [x2, y2] = at(s.q3, BOX_HALF);
        children.push({
          type: "rect",
          shape: { x, y: Math.min(y, y2), width: Math.max(1, x2 - x), height: Math.abs(y2 - y) },
          style: { fill: colours.card, stroke: colours.text, lineWidth: 1.2 },
        });
        line(at(s.median, -BOX_HALF), at(s.median, BOX_HALF), 3);
        const [mx, my] = at(s.mean, 0);
        children.push({
          type: "circle",
          shape: { cx: mx, cy: my, r: 2.6 },
          style: { fill: colour, stroke: colours.text },
        });
      }
      return { type: "group", children };
    },
  };
  return {
    aria: { enabled: true },
    grid: { left: room + 12, right: 20, top: frame.top + 4, bottom: BELOW_NAMED, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, {
      name: axisName(measure),
      nameGap: NAME_GAP,
      ...niceAxis(all[0]!, all[all.length - 1]!),
    }),
    yAxis: modelAxis(colours, models, room),
    series: [
      ...columns.map((column, m) => ({
        type: "scatter",
        data: column.flatMap((v, row): ImagePoint[] =>
          isValue(v) ? [[v, m + RAIN[0] + (RAIN[1] - RAIN[0]) * jitter(row), row, m]] : [],
        ),
        symbolSize: POINT,
        itemStyle: { color: colourOf(colours, m), opacity: faint },
        emphasis: { scale: 2, itemStyle: { opacity: 1 } },
        cursor: "pointer",
        animation: false,
      })),
      shapes,
    ],
  };
}

/** Counts of images in bins, or the share of images up to a value; a stepped line for each model. */
export function steps(
  colours: Colours,
  frame: Frame,
  models: string[],
  measure: Measure,
  columns: Value[][],
  kind: "histogram" | "cumulative",
): ChartOption {
  const all = sorted(columns.flat());
  let range = niceAxis(all[0]!, all[all.length - 1]!);
  let lines: [number, number][][];
  if (kind === "histogram") {
    const h = histogram(columns)!;
    range = niceAxis(h.edges[0]!, h.edges[h.edges.length - 1]!);
    lines = h.counts.map((counts) => {
      const line: [number, number][] = [[h.edges[0]!, 0]];
      counts.forEach((c, i) => line.push([h.edges[i]!, c], [h.edges[i + 1]!, c]));
      line.push([h.edges[h.edges.length - 1]!, 0]);
      return line;
    });
  } else {
    lines = columns.map((column) => {
      const line: [number, number][] = [[range.min, 0]];
      let last = 0;
      for (const [x, share] of cumulative(column)) {
        line.push([x, last], [x, share * 100]);
        last = share * 100;
      }
      if (line.length > 1) line.push([range.max, 100]);
      return line;
    });
  }
  return {
    aria: { enabled: true },
    grid: { left: 58, right: 20, top: frame.top + 10, bottom: BELOW_NAMED, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, { name: axisName(measure), nameGap: NAME_GAP, ...range }),
    yAxis: valueAxis(colours, {
      min: 0,
      name: kind === "histogram" ? "images" : "images up to the value, %",
      nameGap: 38,
      ...(kind === "histogram" ? { minInterval: 1 } : { max: 100 }),
    }),
    series: lines.map((data, m) => ({
      type: "line",
      data: models[m] === undefined ? [] : data,
      showSymbol: false,
      silent: true,
      lineStyle: { color: colourOf(colours, m), width: 2, type: STROKES[m % STROKES.length] },
      itemStyle: { color: colourOf(colours, m) },
      areaStyle: kind === "histogram" ? { color: colourOf(colours, m), opacity: 0.08 } : undefined,
      animation: false,
    })),
  };
}

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
