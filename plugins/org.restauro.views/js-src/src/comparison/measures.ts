// SPDX-License-Identifier: GPL-3.0-or-later
// What can be compared: metrics of whole sets, and scores of single images, by the same names.
import type { Cell } from "../charts/csv";
import { isValue, mean, type Value } from "../charts/statistics";
import type { ComparisonData, ComparedMetric, MetricInfo, Row } from "../data/types";
import { bestOf } from "./ranking";

type Samples = NonNullable<ComparisonData["samples"]>;

/** A metric as the reader chooses it. */
export interface Choice extends MetricInfo {
  /** A value for each model. */
  values: Value[];
  best: number[];
  warnings: string;
  /** Whether the values are means over the images that are shown, because no table gave any. */
  means: boolean;
  /** By model, by row; null where the metric has no scores of single images. */
  columns: Value[][] | null;
}

/** Something an image has a number of: a score, or a property such as its holes' share. */
export interface Axis {
  key: string;
  label: string;
  /** Undefined where neither direction is better. */
  higherIsBetter?: boolean;
  columns: Value[][];
}

const HOLES = "restauro:holes";
const SECONDS = "restauro:seconds";
const RESTORED = /^restored:(\d+)$/;

/** For each model the place of its scores in a row; −1 for a model without pictures. */
export function places(models: string[], samples: Samples): number[] {
  const restored = samples.columns.filter((c) => c.role === "restored");
  return models.map((_, m) => restored.findIndex((c) => Number(RESTORED.exec(c.key)?.[1] ?? NaN) === m));
}

/** Scores of one metric by model, by row. */
export function columnsOf(models: string[], samples: Samples, key: string): Value[][] {
  return places(models, samples).map((place) =>
    samples.rows.map((row) => (place < 0 ? null : (row.scores?.[key]?.[place] ?? null))),
  );
}

function same(a: MetricInfo, b: MetricInfo): boolean {
  return a.key === b.key || a.label.trim().toLowerCase() === b.label.trim().toLowerCase();
}

/** All metrics: first those that have values of both kinds or of sets, then those of images alone. */
export function choices(data: ComparisonData): Choice[] {
  const of = data.samples?.metrics ?? [];
  const columns = (key: string) => (data.samples ? columnsOf(data.models, data.samples, key) : []);
  const found = data.metrics.map((metric): Choice => {
    const single = of.find((m) => same(m, metric));
    return {
      ...metric,
      warnings: metric.warnings ?? "",
      means: false,
      columns: single ? columns(single.key) : null,
    };
  });
  for (const metric of of.filter((m) => !data.metrics.some((other) => same(m, other)))) {
    const scores = columns(metric.key);
    const values = scores.map((column) => {
      const there = column.filter(isValue);
      return there.length > 0 ? mean(there) : null;
    });
    found.push({
      ...metric,
      values,
      best: bestOf(values, metric.higherIsBetter),
      warnings: "",
      means: true,
      columns: scores,
    });
  }
  return found;
}

/** The metric to begin with: the first that tells of single images too. */
export function firstChoice(list: Choice[]): string {
  return (list.find((c) => c.columns?.some((column) => column.some(isValue))) ?? list[0])?.key ?? "";
}

/** What a scatter's axes can show of images; empty where no image has a score. */
export function imageAxes(data: ComparisonData): Axis[] {
  const samples = data.samples;
  if (!samples) return [];
  const axes: Axis[] = samples.metrics.map((m) => ({
    key: m.key,
    label: m.label,
    higherIsBetter: m.higherIsBetter,
    columns: columnsOf(data.models, samples, m.key),
  }));
  const property = (key: string, label: string, of: (row: Row) => Value) => {
    if (samples.rows.some((row) => isValue(of(row)))) {
      const column = samples.rows.map(of);
      axes.push({ key, label, columns: data.models.map(() => column) });
    }
  };
  if (axes.length === 0) return [];
  property(HOLES, "Holes, % of the image", (row) => (isValue(row.holeRatio) ? 100 * row.holeRatio : null));
  property(SECONDS, "Seconds an image", (row) => row.seconds);
  return axes;
}

/** The axes of a scatter whose points are models. */
export function modelAxes(list: Choice[]): Axis[] {
  return list.map((c) => ({
    key: c.key,
    label: c.label,
    higherIsBetter: c.higherIsBetter,
    columns: c.values.map((v) => [v]),
  }));
}

/** The metric table as a file. */
export function tableCells(
  models: string[],
  metrics: (Omit<ComparedMetric, "values"> & { values: Value[] })[],
): Cell[][] {
  return [
    ["Metric", "Better", "Best", ...models, "Definition", "Warnings"],
    ...metrics.map((m) => [
      m.label,
      m.higherIsBetter ? "higher" : "lower",
      m.best.map((i) => models[i]).join("; "),
      ...models.map((_, i) => m.values[i]),
      m.definition ?? "",
      m.warnings ?? "",
    ]),
  ];
}

/** All scores of all images as a file. */
export function imageCells(data: ComparisonData): Cell[][] {
  const samples = data.samples;
  if (!samples) return [["Image"]];
  const axes = samples.metrics.map((m) => ({ label: m.label, columns: columnsOf(data.models, samples, m.key) }));
  return [
    [
      "Image",
      "Width",
      "Height",
      "Holes",
      "Seconds",
      "Status",
      ...axes.flatMap((a) => data.models.map((model) => `${a.label}: ${model}`)),
    ],
    ...samples.rows.map((row, r) => [
      row.name,
      row.size?.[0],
      row.size?.[1],
      row.holeRatio,
      row.seconds,
      row.status,
      ...axes.flatMap((a) => a.columns.map((column) => column[r])),
    ]),
  ];
}
