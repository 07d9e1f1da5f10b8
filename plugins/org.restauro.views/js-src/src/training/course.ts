// SPDX-License-Identifier: GPL-3.0-or-later
// The course of a run: its axes, its curves and what is said about them.
import { duration, grouped, kimg } from "../charts/numbers";
import { isValue, type Value } from "../charts/statistics";

export type Axis = "images" | "step" | "seconds";

/** How an axis counts: values are divided, labels say the unit. */
export interface AxisUnit {
  /** Column of the log. */
  column: Axis;
  divisor: number;
  unit: string;
  /** A value of the column as text with its unit. */
  say: (v: number) => string;
}

const TIMES: [number, string][] = [
  [86_400, "days"],
  [3600, "hours"],
  [60, "minutes"],
];
/** An axis of times shows at least this many of its unit. */
const UNITS_SHOWN = 2;

export type Point = [number, number];

/** A moving mean with exponential weights, unbiased at the beginning; what is missing stays so. */
export function smoothed(values: Value[], share: number): (number | null)[] {
  let sum = 0;
  let weight = 0;
  return values.map((v) => {
    if (!isValue(v)) return null;
    sum = share * sum + (1 - share) * v;
    weight = share * weight + (1 - share);
    return weight > 0 ? sum / weight : v;
  });
}

/** The unit of an axis that ends at the given value. */
export function axisUnit(axis: Axis, last: number): AxisUnit {
  if (axis === "images") return { column: axis, divisor: 1000, unit: "kimg", say: (v) => kimg(v) + " kimg" };
  if (axis === "step") return { column: axis, divisor: 1, unit: "steps", say: (v) => "step " + grouped(v) };
  const [divisor, unit] = TIMES.find(([d]) => last >= UNITS_SHOWN * d) ?? [1, "seconds"];
  return { column: axis, divisor, unit, say: duration };
}

/** Points of a curve: those that have both values, and are above zero where the axis needs it. */
export function points(xs: Value[], ys: Value[], divisor: number, log: boolean): Point[] {
  const result: Point[] = [];
  for (let i = 0; i < ys.length; i++) {
    const x = xs[i];
    const y = ys[i];
    if (isValue(x) && isValue(y) && (!log || y > 0)) result.push([x / divisor, y]);
  }
  return result;
}

/** The first index whose x is not below the given one. Points ascend. */
function lowerBound(list: Point[], x: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]![0] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part of a curve within a range, with a point beyond each end so that lines go on to the edge. */
export function within(list: Point[], range: [number, number] | null): Point[] {
  if (range === null) return list;
  const from = lowerBound(list, range[0]);
  let to = lowerBound(list, range[1]);
  while (to < list.length && list[to]![0] === range[1]) to++;
  return list.slice(Math.max(0, from - 1), to + 1);
}

/** The point nearest to x; null of none. */
export function nearest(list: Point[], x: number): Point | null {
  if (list.length === 0) return null;
  const at = lowerBound(list, x);
  const after = list[Math.min(at, list.length - 1)]!;
  const before = list[Math.max(0, at - 1)]!;
  return Math.abs(before[0] - x) <= Math.abs(after[0] - x) ? before : after;
}

/**
 * At most count points that look like all of them: of each bucket the point that makes the largest
 * triangle with its neighbours (LTTB; Steinarsson, Downsampling Time Series for Visual
 * Representation, 2013).
 */
export function thinned(list: Point[], count: number): Point[] {
  const n = list.length;
  if (count >= n || count < 3) return list;
  const result: Point[] = [list[0]!];
  const width = (n - 2) / (count - 2);
  let chosen = 0;
  for (let bucket = 0; bucket < count - 2; bucket++) {
    const from = Math.floor(bucket * width) + 1;
    const to = Math.floor((bucket + 1) * width) + 1;
    const after = Math.min(n, Math.floor((bucket + 2) * width) + 1);
    let mx = 0;
    let my = 0;
    for (let i = to; i < after; i++) {
      mx += list[i]![0];
      my += list[i]![1];
    }
    mx /= after - to;
    my /= after - to;
    const [ax, ay] = list[chosen]!;
    let largest = -1;
    for (let i = from; i < to; i++) {
      const [x, y] = list[i]!;
      const area = Math.abs((ax - mx) * (y - ay) - (ax - x) * (my - ay));
      if (area > largest) {
        largest = area;
        chosen = i;
      }
    }
    result.push(list[chosen]!);
  }
  result.push(list[n - 1]!);
  return result;
}

/** The last value that is there. */
export function latest(values: Value[]): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    const v = values[i];
    if (isValue(v)) return v;
  }
  return null;
}

/** Where the highest value is; null where there is none. */
export function highest(values: Value[]): { index: number; value: number } | null {
  let found: { index: number; value: number } | null = null;
  values.forEach((value, index) => {
    if (isValue(value) && (found === null || value > found.value)) found = { index, value };
  });
  return found;
}
