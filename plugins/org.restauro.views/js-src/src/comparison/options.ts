// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts of the comparison have in common, and its bars. Points carry [x, y, row, model].
import { BELOW_NAMED, modelAxis, roomForNames, valueAxis } from "../charts/axes";
import { colourOf, type Colours } from "../charts/colours";
import type { Frame } from "../charts/drawing";
import type { ChartOption } from "../charts/engine";
import { isValue, niceAxis, type Value } from "../charts/statistics";

export interface Measure {
  label: string;
  higherIsBetter: boolean;
}

/** A point of an image: place, row of the samples, model. */
export type ImagePoint = [number, number, number, number];

export const BAR_HEIGHT = 44;
export const NAME_GAP = 28;
const VALUE_ROOM = 84;
/** Of more points than this, each is drawn fainter. */
export const MANY = 300;
export const VERY_MANY = 2000;

export function direction(measure: Measure): string {
  return measure.higherIsBetter ? "higher is better" : "lower is better";
}

export function axisName(measure: Measure): string {
  return measure.higherIsBetter ? `${measure.label} (higher is better →)` : `${measure.label} (← lower is better)`;
}

/** Bars of one metric over the models, or points where the axis does not begin at zero. */
export function bars(
  colours: Colours,
  frame: Frame,
  models: string[],
  measure: Measure,
  values: Value[],
  best: number[],
  format: (v: Value) => string,
  fromZero: boolean,
): ChartOption {
  const room = roomForNames(models, frame.width);
  const there = values.filter(isValue);
  const label = {
    show: true,
    position: "right",
    color: colours.text,
    fontFamily: colours.font,
    fontSize: 12,
    formatter: (p: { value: [number, number]; dataIndex: number }) =>
      format(p.value[0]) + (best.includes(p.value[1]) ? " ★ best" : ""),
  };
  const data = values.flatMap((v, i) =>
    isValue(v) ? [{ value: [v, i], itemStyle: { color: colourOf(colours, i) } }] : [],
  );
  return {
    aria: { enabled: true },
    grid: { left: room + 12, right: VALUE_ROOM, top: frame.top + 4, bottom: BELOW_NAMED, outerBoundsMode: "none" },
    xAxis: valueAxis(colours, {
      name: axisName(measure),
      nameGap: NAME_GAP,
      ...(fromZero ? { scale: false } : niceAxis(Math.min(...there), Math.max(...there))),
    }),
    yAxis: fromZero
      ? {
          ...modelAxis(colours, models, room),
          type: "category",
          data: models,
          min: undefined,
          max: undefined,
          axisLabel: { ...categoryLabel(colours, room) },
        }
      : modelAxis(colours, models, room),
    series: fromZero
      ? [{ type: "bar", data, barMaxWidth: 30, label, animation: false }]
      : [{ type: "scatter", data, symbolSize: 13, label, animation: false }],
  };
}

function categoryLabel(colours: Colours, room: number): object {
  return {
    color: colours.text,
    fontSize: 12,
    fontFamily: colours.font,
    width: room,
    overflow: "break",
    lineHeight: 15,
    margin: 8,
  };
}
