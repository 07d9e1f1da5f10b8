// SPDX-License-Identifier: GPL-3.0-or-later
// The only place that knows which parts of ECharts the page carries. Tooltips, legends and zoom are
// HTML of ours: they work by keyboard, show pictures, and need no inline style.
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GraphicComponent, GridComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GraphicComponent,
  GridComponent,
  CanvasRenderer,
  SVGRenderer,
]);

export type ChartOption = EChartsCoreOption;
export type Chart = EChartsType;

export interface Size {
  width: number;
  height: number;
}

/** A chart on the screen. */
export function chartIn(element: HTMLElement): Chart {
  return init(element, null, { renderer: "canvas" });
}

/** A drawing of an option as SVG text; needs no page. */
export function drawSvg(option: ChartOption, size: Size): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption({ ...option, animation: false });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** A drawing of an option on a canvas that is not in the page. */
export function drawCanvas(option: ChartOption, size: Size, pixelRatio: number): HTMLCanvasElement {
  const chart = init(document.createElement("div"), null, {
    renderer: "canvas",
    devicePixelRatio: pixelRatio,
    ...size,
  });
  try {
    chart.setOption({ ...option, animation: false });
    return chart.renderToCanvas({ pixelRatio });
  } finally {
    chart.dispose();
  }
}
