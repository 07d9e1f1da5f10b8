// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns of a log belong together, and what readers call them.
import { isValue } from "../charts/statistics";
import type { TrainingData } from "../data/types";
import { highest } from "./course";

/** Names of the columns that every log begins with. */
export const STEP = "step";
export const IMAGES = "images";
export const SECONDS = "seconds";
export const SPEED = "images per second";
export const SKIPPED = "Skipped";

export interface Line {
  column: string;
  label: string;
}

export interface Plot {
  title: string;
  lines: Line[];
  /** Set, counted or measured on fixed samples: shown as it is, never smoothed. */
  exact: boolean;
  /** Whether updates that were skipped are marked. */
  marksSkipped: boolean;
}

export interface Group {
  name: string;
  plots: Plot[];
}

/** A value of the best evaluation. */
export interface Best {
  label: string;
  unit: string;
  value: number;
  /** Row of the log. */
  index: number;
}

type Wanted = [title: string, lines: Record<string, string> | string];

const VALIDATION = "Validation on held-out images";
const LEARNING_RATES = "Learning rates";
const AUGMENTATION = "Augmentation";
const SPEEDS = "Speed";

/** Texts in place of names are beginnings: all columns that begin so, named by their rest. */
const GROUPS: [string, Wanted[]][] = [
  [
    VALIDATION,
    [
      ["PSNR, dB", { "Valid/psnr_hole": "holes", "Valid/psnr": "whole image" }],
      ["SSIM in holes", { "Valid/ssim_hole": "holes" }],
      ["L1 in holes", { "Valid/l1_hole": "holes" }],
      ["Other scores", "Valid/"],
    ],
  ],
  [
    "Losses",
    [
      ["Generator loss", { "Loss/G/loss": "image", "Loss/G/loss_s1": "stage 1" }],
      ["Discriminator loss", { "Loss/D/loss": "image", "Loss/D/loss_s1": "stage 1" }],
      [
        "Difference to the original, L1",
        { "Loss/G/l1_loss": "image", "Loss/G/hole_l1": "holes", "Loss/G/hole_l1_s1": "holes, stage 1" },
      ],
      ["Perceptual distance", { "Loss/G/pcp_loss": "VGG-19" }],
    ],
  ],
  [
    "Regularisation",
    [
      ["Gradient penalty R1", { "Loss/r1_penalty": "image", "Loss/r1_penalty_s1": "stage 1" }],
      ["Weighted penalty R1", { "Loss/D/reg": "image", "Loss/D/reg_s1": "stage 1" }],
      ["Path length", { "Loss/pl_penalty": "penalty", "Loss/pl_lengths": "length" }],
    ],
  ],
  [
    "Scores of the discriminator",
    [
      [
        "Scores",
        {
          "Loss/scores/real": "real",
          "Loss/scores/fake": "restored",
          "Loss/scores/real_s1": "real, stage 1",
          "Loss/scores/fake_s1": "restored, stage 1",
        },
      ],
      [
        "Signs of scores",
        {
          "Loss/signs/real": "real",
          "Loss/signs/fake": "restored",
          "Loss/signs/real_s1": "real, stage 1",
          "Loss/signs/fake_s1": "restored, stage 1",
        },
      ],
    ],
  ],
  [
    "Gradients",
    [
      ["Gradient norms", "Grad/"],
      ["Skipped updates", { [SKIPPED]: "since the tick before" }],
    ],
  ],
  [AUGMENTATION, [["Augmentation probability", "Augment/"]]],
  [LEARNING_RATES, [["Learning rates", "Rate/"]]],
  [SPEEDS, [["Images a second", { [SPEED]: "all included" }]]],
];
const OTHER = "Other values";
const EXACT = /^(Valid|Rate|Augment)\/|^Skipped$/;
const UNMARKED = new Set([VALIDATION, AUGMENTATION, LEARNING_RATES, SPEEDS]);
const AXES = new Set([STEP, IMAGES, SECONDS]);

/** A column of the log; empty where there is none. */
export function columnOf(data: TrainingData, name: string): (number | null)[] {
  const i = data.columns.indexOf(name);
  return i < 0 ? [] : data.rows.map((row) => row[i] ?? null);
}

/** Groups with their plots; what has no value is left out, what is not known comes last. */
export function groupsOf(data: TrainingData): Group[] {
  const full = new Set(
    data.columns.filter((name, i) => {
      if (AXES.has(name)) return false;
      return data.rows.some((row) => isValue(row[i]) && (name !== SKIPPED || row[i] > 0));
    }),
  );
  const used = new Set<string>();
  const groups: Group[] = [];
  for (const [name, wanted] of GROUPS) {
    const plots: Plot[] = [];
    for (const [title, names] of wanted) {
      const lines =
        typeof names === "string"
          ? data.columns
              .filter((c) => c.startsWith(names) && !used.has(c))
              .map((column) => ({ column, label: column.slice(names.length) }))
          : Object.entries(names).map(([column, label]) => ({ column, label }));
      const there = lines.filter((l) => full.has(l.column) && !used.has(l.column));
      there.forEach((l) => used.add(l.column));
      if (there.length > 0) plots.push(plot(title, there, !UNMARKED.has(name)));
    }
    if (plots.length > 0) groups.push({ name, plots });
  }
  const rest = data.columns.filter((c) => full.has(c) && !used.has(c));
  if (rest.length > 0) {
    groups.push({ name: OTHER, plots: rest.map((column) => plot(column, [{ column, label: "value" }], true)) });
  }
  return groups;
}

function plot(title: string, lines: Line[], marksSkipped: boolean): Plot {
  return {
    title,
    lines,
    exact: lines.every((l) => EXACT.test(l.column)),
    marksSkipped: marksSkipped && lines[0]!.column !== SKIPPED,
  };
}

const BEST: [column: string, label: string, unit: string, sign: 1 | -1][] = [
  ["Valid/psnr_hole", "Best PSNR in holes", "dB", 1],
  ["Valid/ssim_hole", "Best SSIM in holes", "", 1],
  ["Valid/l1_hole", "Best L1 in holes", "", -1],
];

/** The best evaluation by the first score that the log has; null before the first evaluation. */
export function bestOf(data: TrainingData): (Best & { column: string }) | null {
  for (const [column, label, unit, sign] of BEST) {
    const found = highest(columnOf(data, column).map((v) => (v === null ? null : sign * v)));
    if (found) return { column, label, unit, value: sign * found.value, index: found.index };
  }
  return null;
}

/** Images a second of the last ticks, by their images and seconds where the log has them. */
export function recentSpeed(data: TrainingData, ticks = 10): number | null {
  const images = columnOf(data, IMAGES);
  const seconds = columnOf(data, SECONDS);
  const last = data.rows.length - 1;
  const first = Math.max(0, last - ticks);
  const [i0, i1, s0, s1] = [images[first], images[last], seconds[first], seconds[last]];
  if (isValue(i0) && isValue(i1) && isValue(s0) && isValue(s1) && s1 > s0 && i1 > i0) return (i1 - i0) / (s1 - s0);
  const speeds = columnOf(data, SPEED).filter(isValue);
  return speeds[speeds.length - 1] ?? null;
}
