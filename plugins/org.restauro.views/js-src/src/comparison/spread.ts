// SPDX-License-Identifier: GPL-3.0-or-later
// How scores spread over the images.
import { BELOW_NAMED, modelAxis, roomForNames, valueAxis } from "../charts/axes";
import { colourOf, STROKES, type Colours } from "../charts/colours";
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
import { axisName, MANY, NAME_GAP, VERY_MANY, type ImagePoint, type Measure } from "./options";

export const CLOUD_HEIGHT = 84;
const POINT = 5;
/** In heights of a model's band, whose middle is 0: the cloud above, the box in it, the points below. */
const CLOUD_FOOT = -0.12;
const CLOUD_PEAK = -0.46;
const BOX_HALF = 0.06;
const RAIN = [0.14, 0.42] as const;

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
