// SPDX-License-Identifier: GPL-3.0-or-later
// Axes, grids and hints in the page's style.
import type { Colours } from "./colours";
import type { Frame } from "./drawing";

const TICK = 11;
const NAME = 12;
/** Room for numbers below, and for the name of the axis below them. */
export const BELOW = 26;
export const BELOW_NAMED = 46;
const ARROW = 34;
const HEAD = 6;

/** An axis of values; more is merged into it. */
export function valueAxis(colours: Colours, more: object = {}): object {
  return {
    type: "value",
    scale: true,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: colours.soft, fontSize: TICK, fontFamily: colours.font, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.grid, width: 1 } },
    minorTick: { show: false },
    nameLocation: "middle",
    nameTextStyle: { color: colours.soft, fontSize: NAME, fontFamily: colours.font },
    ...more,
  };
}

/** Labels of models at 0, 1, … from top to bottom. */
export function modelAxis(colours: Colours, models: string[], room: number): object {
  return {
    type: "value",
    inverse: true,
    min: -0.5,
    max: models.length - 0.5,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: colours.text,
      fontSize: NAME,
      fontFamily: colours.font,
      customValues: models.map((_, i) => i),
      formatter: (v: number) => models[v] ?? "",
      width: room,
      overflow: "break",
      lineHeight: 15,
      margin: 8,
    },
  };
}

/** Pixels that names of models may take. */
export function roomForNames(names: string[], width: number): number {
  const longest = Math.max(...names.map((n) => n.length));
  return Math.min(Math.max(60, longest * 7), Math.round(width * 0.28));
}

export interface Better {
  /** +1 where more is better on the axis, −1 where less is. */
  x: 1 | -1;
  y: 1 | -1;
}

/** An arrow in the corner where both axes are best. */
export function betterArrow(
  colours: Colours,
  frame: Frame,
  grid: { left: number; right: number; top: number; bottom: number },
  better: Better,
): object[] {
  const x = better.x > 0 ? frame.width - grid.right - 8 : grid.left + 8;
  const y = better.y > 0 ? grid.top + 8 : frame.height - grid.bottom - 8;
  const dx = -better.x * ARROW;
  const dy = better.y * ARROW;
  const style = { stroke: colours.soft, lineWidth: 1.5, fill: "none" };
  return [
    { type: "line", silent: true, z: 1, shape: { x1: x + dx, y1: y + dy, x2: x, y2: y }, style },
    {
      type: "polyline",
      silent: true,
      z: 1,
      shape: {
        points: [
          [x - better.x * HEAD, y],
          [x, y],
          [x, y + better.y * HEAD],
        ],
      },
      style: { ...style, lineWidth: 2 },
    },
    {
      type: "text",
      silent: true,
      z: 1,
      x: x + dx,
      y: y + dy + better.y * 4,
      style: {
        text: "better",
        fill: colours.soft,
        font: `${NAME}px ${colours.font}`,
        align: better.x > 0 ? "right" : "left",
        verticalAlign: better.y > 0 ? "top" : "bottom",
      },
    },
  ];
}
