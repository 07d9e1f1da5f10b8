// SPDX-License-Identifier: GPL-3.0-or-later
// What charts say about many values. Missing values are null (or not finite) and never counted.

export type Value = number | null | undefined;

/** What a box plot shows, and the mean. */
export interface Summary {
  count: number;
  mean: number;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
  /** The outermost values within 1.5 box lengths of the box (Tukey). */
  whiskers: [number, number];
}

/** A curve over equally spaced x. */
export interface Curve {
  x: number[];
  y: number[];
}

/** Counts between edges; the last bin includes its upper edge. */
export interface Histogram {
  edges: number[];
  counts: number[][];
}

const WHISKER = 1.5;
/** Silverman's rule of thumb, Density Estimation for Statistics and Data Analysis, (3.31). */
const SILVERMAN = 0.9;
/** The interquartile range of a normal distribution in standard deviations. */
const NORMAL_IQR = 1.34;
/** About as many labels fit an axis. */
const AXIS_STEPS = 8;
const FEW_TICKS = 3;
const MIN_BINS = 5;
const MAX_BINS = 40;

export function isValue(v: Value): v is number {
  return typeof v === "number" && Number.isFinite(v);
}

/** The values that are there, ascending. */
export function sorted(values: Iterable<Value>): number[] {
  return [...values].filter(isValue).sort((a, b) => a - b);
}

/** Between the two nearest of ascending values, linear (type 7 of Hyndman and Fan). */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  if (ascending.length === 0) return NaN;
  const at = Math.min(1, Math.max(0, share)) * (ascending.length - 1);
  const low = ascending[Math.floor(at)]!;
  const high = ascending[Math.ceil(at)]!;
  return low + (at - Math.floor(at)) * (high - low);
}

export function mean(values: number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Null where there is no value at all. */
export function summarise(values: Iterable<Value>): Summary | null {
  const s = sorted(values);
  if (s.length === 0) return null;
  const q1 = quantile(s, 0.25);
  const q3 = quantile(s, 0.75);
  const reach = WHISKER * (q3 - q1);
  return {
    count: s.length,
    mean: mean(s),
    min: s[0]!,
    q1,
    median: quantile(s, 0.5),
    q3,
    max: s[s.length - 1]!,
    whiskers: [s.find((v) => v >= q1 - reach)!, Math.max(...s.filter((v) => v <= q3 + reach))],
  };
}

/** Width of the kernel for ascending values; 0 where all are the same. */
export function bandwidth(ascending: number[]): number {
  const n = ascending.length;
  if (n < 2) return 0;
  const m = mean(ascending);
  const sd = Math.sqrt(ascending.reduce((sum, v) => sum + (v - m) ** 2, 0) / (n - 1));
  const iqr = (quantile(ascending, 0.75) - quantile(ascending, 0.25)) / NORMAL_IQR;
  return SILVERMAN * (iqr > 0 ? Math.min(sd, iqr) : sd) * n ** -0.2;
}

/**
 * Density with a normal kernel, from the smallest to the largest value and the given number of
 * bandwidths beyond; over all x its integral is 1. Null with fewer than two different values, of
 * which no density can be told.
 */
export function density(values: Iterable<Value>, points = 80, beyond = 0): Curve | null {
  const s = sorted(values);
  const h = bandwidth(s);
  if (!(h > 0)) return null;
  const from = s[0]! - beyond * h;
  const step = (s[s.length - 1]! + beyond * h - from) / (points - 1);
  const scale = 1 / (s.length * h * Math.sqrt(2 * Math.PI));
  const x = Array.from({ length: points }, (_, i) => from + i * step);
  const y = x.map((at) => scale * s.reduce((sum, v) => sum + Math.exp(-0.5 * ((at - v) / h) ** 2), 0));
  return { x, y };
}

/** 1, 2 or 5 times a power of ten, not below the given number. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The same bins for all groups, as wide as Freedman and Diaconis advise, rounded to nice edges. */
export function histogram(groups: Iterable<Value>[]): Histogram | null {
  const columns = groups.map(sorted);
  const all = sorted(columns.flat());
  if (all.length === 0) return null;
  const low = all[0]!;
  const range = all[all.length - 1]! - low;
  if (range === 0) {
    const half = Math.abs(low) * 0.01 || 0.5;
    return { edges: [low - half, low + half], counts: columns.map((c) => [c.length]) };
  }
  const perGroup = all.length / Math.max(1, columns.filter((c) => c.length > 0).length);
  const advised = (2 * (quantile(all, 0.75) - quantile(all, 0.25))) / Math.cbrt(perGroup);
  const bins = Math.min(MAX_BINS, Math.max(MIN_BINS, advised > 0 ? range / advised : MIN_BINS));
  const step = niceStep(range / bins);
  const first = Math.floor(low / step + 1e-9);
  const count = Math.max(1, Math.ceil((low + range) / step - first - 1e-9));
  const edges = Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const counts = columns.map((column) => {
    const c = new Array<number>(count).fill(0);
    for (const v of column) c[Math.min(count - 1, Math.max(0, Math.floor(v / step - first + 1e-9)))]!++;
    return c;
  });
  return { edges, counts };
}

/** An axis that shows all of low to high: its ends are steps, and there is a label at each step. */
export function niceAxis(low: number, high: number): { min: number; max: number; interval: number } {
  const half = high > low ? 0 : Math.abs(low) * 0.05 || 0.5;
  const interval = niceStep((high - low + 2 * half) / AXIS_STEPS);
  const ends = [Math.floor((low - half) / interval + 1e-9), Math.ceil((high + half) / interval - 1e-9)];
  const [min, max] = ends.map((v) => Number((v * interval).toPrecision(12))) as [number, number];
  return { min, max, interval };
}

/** Labels of a logarithmic axis from low to high: 1, 2, 5 of each decade, or fewer where it has many. */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0 && high > low)) return [];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const every = Math.max(1, Math.ceil((last - first) / AXIS_STEPS));
  const within = (factors: number[]) => {
    const ticks: number[] = [];
    for (let power = first; power <= last; power += every) {
      for (const f of factors) {
        const v = Number(`${f}e${power}`);
        if (v >= low && v <= high) ticks.push(v);
      }
    }
    return ticks;
  };
  const decades = within([1]);
  if (decades.length >= FEW_TICKS) return decades;
  const parts = within([1, 2, 5]);
  if (parts.length >= FEW_TICKS) return parts;
  const step = niceStep((high - low) / FEW_TICKS);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** The share of values that are not above x, at each value. */
export function cumulative(values: Iterable<Value>): [number, number][] {
  const s = sorted(values);
  const steps: [number, number][] = [];
  s.forEach((v, i) => {
    if (i + 1 === s.length || s[i + 1] !== v) steps.push([v, (i + 1) / s.length]);
  });
  return steps;
}

/** A spread in 0…1 that is the same for the same index each time. */
export function jitter(index: number): number {
  // the fractional parts of multiples of the golden ratio are spread most evenly
  return (index * 0.6180339887498949 + 0.5) % 1;
}

/** Pearson's correlation; null with fewer than three points or none that differ. */
export function correlation(pairs: [number, number][]): number | null {
  const n = pairs.length;
  if (n < 3) return null;
  const mx = mean(pairs.map((p) => p[0]));
  const my = mean(pairs.map((p) => p[1]));
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [x, y] of pairs) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
