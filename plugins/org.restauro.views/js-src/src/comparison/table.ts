// SPDX-License-Identifier: GPL-3.0-or-later
// The order of the metric table and what its cells say.
import { difference, formatFor, percent } from "../charts/numbers";
import { isValue, type Value } from "../charts/statistics";
import type { Choice } from "./measures";

/** By which column rows are ordered: as they came, by name, or by how far a model is from the best. */
export type Order = { by: "given" } | { by: "name" | number; descending: boolean };

export interface TableCell {
  text: string;
  best: boolean;
  /** How far from the best, for example "+1.25 (12 %)"; empty for the best and where none is comparable. */
  behind: string;
  missing: boolean;
}

/** How far a model is from the best, as a share of the best's size; null where that cannot be told. */
export function distance(metric: Choice, model: number): number | null {
  const value = metric.values[model];
  const best = metric.best.length > 0 ? metric.values[metric.best[0]!] : null;
  if (!isValue(value) || !isValue(best)) return null;
  if (value === best) return 0;
  return best === 0 ? Infinity : Math.abs(value - best) / Math.abs(best);
}

/** The cells of one metric, a cell for each model. */
export function cells(metric: Choice): TableCell[] {
  const format = formatFor(metric.values);
  const best = metric.best.length > 0 ? metric.values[metric.best[0]!] : null;
  return metric.values.map((value, model) => {
    const isBest = metric.best.includes(model);
    const away = distance(metric, model);
    const share = away !== null && Number.isFinite(away) && away > 0 ? ` (${percent(away)})` : "";
    return {
      text: format(value),
      best: isBest,
      behind: !isBest && isValue(value) && isValue(best) ? difference(value - best, format) + share : "",
      missing: !isValue(value),
    };
  });
}

/** Metrics in an order; those that cannot be placed come last, in the order in which they came. */
export function ordered(metrics: Choice[], order: Order): Choice[] {
  if (order.by === "given") return metrics;
  const sign = order.descending ? -1 : 1;
  const by = order.by;
  if (by === "name") return [...metrics].sort((a, b) => sign * a.label.localeCompare(b.label));
  const key = (m: Choice) => distance(m, by);
  return [...metrics].sort((a, b) => {
    const x = key(a);
    const y = key(b);
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return x === y ? 0 : sign * (x < y ? -1 : 1);
  });
}

/** Indices of the models, the best of a metric first and those without a value last. */
export function modelOrder(models: string[], metric: Choice | null): number[] {
  const indices = models.map((_, i) => i);
  if (!metric) return indices;
  const sign = metric.higherIsBetter ? -1 : 1;
  return indices.sort((a, b) => {
    const x = metric.values[a];
    const y = metric.values[b];
    if (!isValue(x) || !isValue(y)) return Number(!isValue(x)) - Number(!isValue(y));
    return sign * (x - y);
  });
}

/** Texts of the scores of images. */
export function formatOf(columns: Value[][]): (v: Value) => string {
  return formatFor(columns.flat(), false);
}
