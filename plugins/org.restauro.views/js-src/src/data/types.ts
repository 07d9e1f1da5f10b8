// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The initial data of the views, as the nodes send it and as the exporter embeds it.
 *
 * Pictures are not part of it: a view asks a {@link ViewDataService} for them.
 */

/** What a picture column shows. A mask is black (0) in holes and white (255) where pixels are known. */
export type Role = "damaged" | "restored" | "truth" | "mask" | "other";

export interface Column {
  /** "damaged", "truth", "mask", "restored:0", "restored:1", … */
  key: string;
  label: string;
  role: Role;
}

export interface MetricInfo {
  key: string;
  label: string;
  higherIsBetter: boolean;
  definition?: string;
}

export interface Row {
  name: string;
  /** Width and height of the row's first picture, in pixels; null where there is none. */
  size: [number, number] | null;
  /** Holes' share of the picture, 0 to 1. */
  holeRatio?: number | null;
  seconds?: number | null;
  /** Why the row failed, or another remark; absent or empty: all is well. */
  status?: string;
  /** A flag for each column: is there a picture? */
  present: boolean[];
  /** For each column why its picture is missing. */
  reasons?: (string | null)[];
  /** By metric key: a value for each column of role "restored", in their order. */
  scores?: Record<string, (number | null)[]>;
}

export interface BeforeAfterData {
  view: "before-after";
  title: string;
  columns: Column[];
  metrics: MetricInfo[];
  rows: Row[];
  notes: string[];
}

export interface ComparedMetric extends MetricInfo {
  /** A value for each model. */
  values: (number | null)[];
  /** Indices of the best models; empty where the values cannot be compared. */
  best: number[];
  warnings?: string;
}

export interface ComparisonData {
  view: "comparison";
  title: string;
  models: string[];
  metrics: ComparedMetric[];
  /** Pictures and scores of single images; column "restored:i" is model i's picture. */
  samples: Omit<BeforeAfterData, "view" | "title"> | null;
  notes: string[];
}

export interface TrainingData {
  view: "training";
  title: string;
  /** "step", "images", "seconds", "images per second", then values such as "Loss/G/loss". */
  columns: string[];
  rows: (number | null)[][];
  notes: string[];
}

export type ViewData = BeforeAfterData | ComparisonData | TrainingData;
