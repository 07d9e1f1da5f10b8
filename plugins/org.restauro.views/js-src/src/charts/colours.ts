// SPDX-License-Identifier: GPL-3.0-or-later
// The page's colours as charts need them, in the scheme that is shown.
import { computed, type ComputedRef } from "vue";
import { useTheme } from "../shell/theme";

export interface Colours {
  page: string;
  card: string;
  line: string;
  grid: string;
  text: string;
  soft: string;
  /** Of models or curves, in their order; repeats after the last. */
  series: string[];
  font: string;
}

/** Custom properties of theme.css, and how charts call them. */
const NAMES = {
  page: "--page",
  card: "--surface",
  line: "--control-line",
  grid: "--line",
  text: "--text",
  soft: "--quiet",
} as const;
const SERIES = 8;
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

/** The light scheme, for tests and where no style sheet is. */
export const PLAIN: Colours = {
  page: "#ffffff",
  card: "#ffffff",
  line: "#d5d0c6",
  grid: "#eae6de",
  text: "#24221f",
  soft: "#5f594f",
  series: ["#0072b2", "#c85200", "#00795a", "#c0508f", "#8a6d00", "#2f8fc0", "#5b3a9b", "#474747"],
  font: FONT,
};

/**
 * Shapes of points as corners in a box of 10 by 10, none for a circle: models differ by them too, not
 * by colour alone.
 */
export const SHAPES: [number, number][][] = [
  [],
  [
    [5, 0],
    [10, 9],
    [0, 9],
  ],
  [
    [0.5, 0.5],
    [9.5, 0.5],
    [9.5, 9.5],
    [0.5, 9.5],
  ],
  [
    [5, 0],
    [10, 5],
    [5, 10],
    [0, 5],
  ],
  [
    [3.4, 0],
    [6.6, 0],
    [6.6, 3.4],
    [10, 3.4],
    [10, 6.6],
    [6.6, 6.6],
    [6.6, 10],
    [3.4, 10],
    [3.4, 6.6],
    [0, 6.6],
    [0, 3.4],
    [3.4, 3.4],
  ],
  [
    [0, 1],
    [10, 1],
    [5, 10],
  ],
  [
    [2.5, 0.7],
    [7.5, 0.7],
    [10, 5],
    [7.5, 9.3],
    [2.5, 9.3],
    [0, 5],
  ],
  [
    [0, 0],
    [5, 3],
    [10, 0],
    [7, 5],
    [10, 10],
    [5, 7],
    [0, 10],
    [3, 5],
  ],
];
/** Strokes of curves, for the same reason. */
export const STROKES: ("solid" | number[])[] = [
  "solid",
  [7, 4],
  [2, 3],
  [9, 3, 2, 3],
  [12, 5],
  [4, 2],
  [1, 3],
  [14, 3, 3, 3],
];

/** The first four are drawn faster by their names. */
const NAMED = ["circle", "triangle", "rect", "diamond"];

export function symbolOf(index: number): string {
  const i = index % SHAPES.length;
  return NAMED[i] ?? `path://M${SHAPES[i]!.map((p) => p.join(" ")).join("L")}Z`;
}

export function colourOf(colours: Colours, index: number): string {
  return colours.series[index % colours.series.length]!;
}

function read(): Colours {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  const colours = { ...PLAIN };
  for (const [key, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    colours[key] = value(name, PLAIN[key]);
  }
  colours.series = Array.from({ length: SERIES }, (_, i) => value(`--series-${i + 1}`, PLAIN.series[i]!));
  return colours;
}

/** The colours of the scheme that is shown now. */
export function useColours(): ComputedRef<Colours> {
  const { effective } = useTheme();
  // the style sheet follows the scheme, so it is read again whenever that changes
  return computed(() => (effective.value ? read() : PLAIN));
}
