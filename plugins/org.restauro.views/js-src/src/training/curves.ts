// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of some curves of a run, as an option of ECharts.
import { BELOW, valueAxis } from "../charts/axes";
import { colourOf, STROKES, type Colours } from "../charts/colours";
import type { Frame } from "../charts/drawing";
import type { ChartOption } from "../charts/engine";
import { number } from "../charts/numbers";
import { logTicks, quantile } from "../charts/statistics";
import { thinned, within, type Point } from "./course";

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
}

const LEFT = 54;
const RIGHT = 16;
const TOP = 10;
/** Raw lines with more points have their wildest ones cut off. */
const CALM = 50;
const CUT = 0.01;
const ROOM = 0.06;
/** About two a pixel of a chart's width. */
const POINTS = 600;
const SAME = 1e-9;
/** Few points are marked, so that one sees where was measured. */
const MARKED = 60;
const MARK = 9;
const GRID_BOTTOM = BELOW;

/** A line as it is drawn: no more points than a chart has room for. */
interface Drawn {
  points: Point[];
  /** How many there were. */
  count: number;
  /** Smallest and largest, and those with the wildest cut off. */
  all: [number, number];
  calm: [number, number];
}

interface Kept {
  from: number;
  to: number;
  drawn: Drawn;
}

/** A raw line stays the same while its smoothing changes. */
const kept = new WeakMap<Point[], Kept>();

function prepared(line: Point[], range: [number, number] | null): Drawn {
  const [from, to] = range ?? [-Infinity, Infinity];
  const known = kept.get(line);
  if (known && known.from === from && known.to === to) return known.drawn;
  const inside = within(line, range);
  const values = Float64Array.from(inside, (p) => p[1]).sort();
  const drawn: Drawn = {
    points: thinned(inside, POINTS),
    count: inside.length,
    all: [values[0] ?? Infinity, values[values.length - 1] ?? -Infinity],
    calm: [quantile(values, CUT), quantile(values, 1 - CUT)],
  };
  kept.set(line, { from, to, drawn });
  return drawn;
}

/** What the y axis shows: all of a smooth line, all but the wildest of a raw one. */
export function rangeOf(curves: Curve[], range: [number, number] | null, log: boolean): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { raw, smooth } of curves) {
    const { all, calm, count } = prepared(raw, range);
    if (count === 0) continue;
    const ends = [smooth === null || count < CALM ? all : calm];
    if (smooth) ends.push(prepared(smooth, range).all);
    low = Math.min(low, ...ends.map((e) => e[0]));
    high = Math.max(high, ...ends.map((e) => e[1]));
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
  const y = rangeOf(plan.curves, plan.range, plan.log);
  const ticks = y && plan.log ? logTicks(...y) : [];
  const [from, to] = plan.range ?? [0, plan.last];
  const series: object[] = [];
  plan.curves.forEach((curve, i) => {
    const raw = prepared(curve.raw, plan.range).points;
    const smooth = curve.smooth && prepared(curve.smooth, plan.range).points;
    const colour = colourOf(colours, i);
    const line = (data: Point[], style: object, marked: boolean) =>
      series.push({
        type: "line",
        data,
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
      label: {
        show: true,
        formatter: "best",
        position: "bottom",
        color: colours.text,
        fontFamily: colours.font,
        fontSize: 11,
      },
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
    xAxis: valueAxis(colours, {
      min: from,
      max: to,
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: colours.line } },
      axisLabel: {
        color: colours.soft,
        fontSize: 11,
        fontFamily: colours.font,
        hideOverlap: true,
        // The ends of a run are no round numbers, and have no room at the chart's rim.
        showMinLabel: from === 0,
        showMaxLabel: false,
      },
    }),
    yAxis: [
      valueAxis(colours, {
        ...(plan.log ? { type: "log", axisTick: { show: false, customValues: ticks } } : {}),
        ...(y ? { min: y[0], max: y[1] } : {}),
        splitNumber: 4,
        axisLabel: {
          color: colours.soft,
          fontSize: 11,
          fontFamily: colours.font,
          hideOverlap: true,
          ...(plan.log ? { customValues: ticks } : { showMinLabel: false, showMaxLabel: false }),
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
