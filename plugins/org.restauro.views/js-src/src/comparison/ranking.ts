// SPDX-License-Identifier: GPL-3.0-or-later
// Which images deserve a look.
import { isValue, quantile, sorted, type Value } from "../charts/statistics";

/** A row of the samples and why it is where it is in a list. */
export interface Ranked {
  row: number;
  value: number;
}

/** How one model does against another, image by image. */
export interface Paired {
  /** Images with a value of both. */
  count: number;
  /** Of them, where the first, the second, none is better. */
  first: number;
  second: number;
  ties: number;
  /** Second less first. */
  median: number;
  quartiles: [number, number];
}

/** The rows with the worst values, the worst first; rows without a value are left out. */
export function worst(values: Value[], higherIsBetter: boolean, limit: number): Ranked[] {
  const ranked: Ranked[] = [];
  values.forEach((value, row) => {
    if (isValue(value)) ranked.push({ row, value });
  });
  const sign = higherIsBetter ? 1 : -1;
  // the sort is stable: equal values stay in the order of the rows
  return ranked.sort((a, b) => sign * (a.value - b.value)).slice(0, Math.max(0, limit));
}

/** Largest less smallest of the values that are there; null with fewer than two. */
export function spread(values: Value[]): number | null {
  const s = values.filter(isValue);
  return s.length < 2 ? null : Math.max(...s) - Math.min(...s);
}

/** The rows whose models differ most, the most different first; the value is the spread. */
export function different(scores: (Value[] | undefined)[], limit: number): Ranked[] {
  const ranked: Ranked[] = [];
  scores.forEach((values, row) => {
    const value = values ? spread(values) : null;
    if (value !== null && value > 0) ranked.push({ row, value });
  });
  return ranked.sort((a, b) => b.value - a.value).slice(0, Math.max(0, limit));
}

/** Indices of the best of the values; empty where fewer than two can be compared. */
export function bestOf(values: Value[], higherIsBetter: boolean): number[] {
  const there = values.filter(isValue);
  if (there.length < 2) return [];
  const best = higherIsBetter ? Math.max(...there) : Math.min(...there);
  return values.flatMap((v, i) => (v === best ? [i] : []));
}

/** Null where no image has a value of both. */
export function paired(first: Value[], second: Value[], higherIsBetter: boolean): Paired | null {
  const differences: number[] = [];
  first.forEach((a, row) => {
    const b = second[row];
    if (isValue(a) && isValue(b)) differences.push(b - a);
  });
  if (differences.length === 0) return null;
  const up = differences.filter((d) => d > 0).length;
  const down = differences.filter((d) => d < 0).length;
  const ascending = sorted(differences);
  return {
    count: differences.length,
    first: higherIsBetter ? down : up,
    second: higherIsBetter ? up : down,
    ties: differences.length - up - down,
    median: quantile(ascending, 0.5),
    quartiles: [quantile(ascending, 0.25), quantile(ascending, 0.75)],
  };
}
