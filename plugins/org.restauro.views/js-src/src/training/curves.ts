// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of some curves of a run, as an option of ECharts.
import { BELOW, valueAxis } from "../charts/axes";
import { colourOf, STROKES, type Colours } from "../charts/colours";
import type { Frame } from "../charts/drawing";
import type { ChartOption } from "../charts/engine";
import { number } from "../charts/numbers";
import { quantile } from "../charts/statistics";
import { within, type Point } from "./course";

export interface Curve {
  raw: Point[];
  /** The smooth line; null where the raw one is shown as it is. */
  smooth: Point[] | null;
}

export interface CurvesPlan {
  curves: Curve[];
  /** Part of the run that is shown; null for all. */
  range: [number, number] | null;
  last: number;
  log: boolean;
  /** Where updates were skipped. */
  skipped: number[];
  best: Point | null;
  unit: string;
}

const LEFT = 54;
const RIGHT = 16;
const TOP = 10;
/** Raw lines with more points have their wildest ones cut off. */
const CALM = 50;
const CUT = 0.01;
const ROOM = 0.06;
const SAME = 1e-9;
/** Few points are marked, so that one sees where was measured. */
const MARKED = 60;
const MARK = 9;
const GRID_BOTTOM = BELOW;

/** What the y axis shows: all of a smooth line, all but the wildest of a raw one. */
export function rangeOf(curves: Curve[], log: boolean): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { raw, smooth } of curves) {
    const values = raw.map((p) => p[1]).sort((a, b) => a - b);
    if (values.length === 0) continue;
    const cut = smooth === null || values.length < CALM ? 0 : CUT;
    low = Math.min(low, quantile(values, cut));
    high = Math.max(high, quantile(values, 1 - cut));
    for (const [, y] of smooth ?? []) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  if (low > high) return null;
  // what differs by less is rounding of the mean, not a change
  if (high - low < SAME * Math.abs(high)) low = high = (low + high) / 2;
  if (log) {
    const room = high > low ? (high / low) ** ROOM : 1.3;
    return [low / room, high * room];
  }
  const room = high > low ? (high - low) * ROOM : Math.abs(high) * 0.1 || 1;
  return [low >= 0 && low - room < 0 ? 0 : low - room, high + room];
}

export function curvesOption(colours: Colours, frame: Frame, plan: CurvesPlan): ChartOption {
  const shown = plan.curves.map(({ raw, smooth }) => ({
    raw: within(raw, plan.range),
    smooth: smooth && within(smooth, plan.range),
  }));
  const y = rangeOf(shown, plan.log);
  const [from, to] = plan.range ?? [0, plan.last];
  const series: object[] = [];
  shown.forEach(({ raw, smooth }, i) => {
    const colour = colourOf(colours, i);
    const line = (data: Point[], style: object, marked: boolean) =>
      series.push({
        type: "line",
        data,
        sampling: "lttb",
        showSymbol: marked,
        symbol: "circle",
        symbolSize: 4,
        silent: true,
        animation: false,
        clip: true,
        itemStyle: { color: colour },
        lineStyle: { color: colour, ...style },
      });
    if (smooth) line(raw, { width: 1, opacity: 0.28 }, false);
    line(smooth ?? raw, { width: 1.8, type: STROKES[i % STROKES.length] }, (smooth ?? raw).length <= MARKED);
  });
  if (plan.best) {
    series.push({
      type: "scatter",
      data: [plan.best],
      symbol: "circle",
      symbolSize: MARK + 3,
      silent: true,
      animation: false,
      clip: true,
      itemStyle: { color: "transparent", borderColor: colours.text, borderWidth: 1.8 },
      label: { show: true, formatter: "best", position: "bottom", color: colours.text, fontFamily: colours.font, fontSize: 11 },
    });
  }
  if (plan.skipped.length > 0) {
    series.push({
      type: "scatter",
      yAxisIndex: 1,
      data: plan.skipped.filter((x) => x >= from && x <= to).map((x) => [x, 0]),
      symbol: "triangle",
      symbolSize: MARK - 2,
      symbolOffset: [0, -4],
      silent: true,
      animation: false,
      itemStyle: { color: colours.text },
    });
  }
  return {
    aria: { enabled: true },
    grid: { left: LEFT, right: RIGHT, top: frame.top + TOP, bottom: GRID_BOTTOM, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, { min: from, max: to, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: colours.line } } }),
    yAxis: [
      valueAxis(colours, {
        ...(plan.log ? { type: "log" } : {}),
        ...(y ? { min: y[0], max: y[1] } : {}),
        splitNumber: 4,
        axisLabel: {
          color: colours.soft,
          fontSize: 11,
          fontFamily: colours.font,
          hideOverlap: true,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: short,
        },
      }),
      { type: "value", show: false, min: 0, max: 1 },
    ],
    series,
  };
}

/** A label of the axis without needless zeros. */
export function short(v: number): string {
  if (v === 0) return "0";
  const size = Math.abs(v);
  if (size < 1e-3 || size >= 1e6) return number(v).replace(/\.?0+(?=e|$)/, "");
  return String(Number(v.toPrecision(4))).replace("-", "−");
}
