// SPDX-License-Identifier: GPL-3.0-or-later
// From a chart on the screen to a file: the same drawing with a title, a legend and a background.
import { colourOf, SHAPES, STROKES, type Colours } from "./colours";
import { downloadPng, downloadSvg } from "./download";
import { drawCanvas, drawSvg, type ChartOption, type Size } from "./engine";

/** Where a chart is drawn. On the screen top is 0; a file has its title there. */
export interface Frame extends Size {
  top: number;
}

export interface LegendItem {
  label: string;
  /** Place in the order of colours. */
  index: number;
  /** Curves have strokes, points have shapes, all else is a box. */
  mark: "stroke" | "shape" | "box";
}

export interface Drawing {
  title: string;
  subtitle?: string;
  legend: LegendItem[];
  option: (colours: Colours, frame: Frame) => ChartOption;
}

const PAD = 16;
const TITLE = 16;
const SMALL = 12;
const LINE = 20;
const SWATCH = 18;
const GAP = 18;
/** Files are as sharp as a good screen. */
const PIXEL_RATIO = 2;
/** Mean width of a letter in heights; legends need no exact measure. */
const LETTER = 0.56;

interface Head {
  height: number;
  elements: object[];
}

/** Title and legend as graphic elements, wrapped to the width. */
export function head(drawing: Drawing, colours: Colours, width: number): Head {
  const elements: object[] = [text(drawing.title, PAD, PAD, colours.text, `600 ${TITLE}px ${colours.font}`, width)];
  let y = PAD + TITLE + 8;
  if (drawing.subtitle) {
    elements.push(text(drawing.subtitle, PAD, y, colours.soft, `${SMALL}px ${colours.font}`, width));
    y += LINE;
  }
  let x = PAD;
  for (const item of drawing.legend) {
    const room = SWATCH + 6 + item.label.length * SMALL * LETTER + GAP;
    if (x > PAD && x + room > width - PAD) {
      x = PAD;
      y += LINE;
    }
    elements.push(
      mark(item, colourOf(colours, item.index), x, y),
      text(item.label, x + SWATCH + 6, y, colours.text, `${SMALL}px ${colours.font}`, width),
    );
    x += room;
  }
  if (drawing.legend.length > 0) y += LINE;
  return { height: y + 4, elements };
}

/** What LegendMark shows on the screen. */
function mark(item: LegendItem, colour: string, x: number, y: number): object {
  if (item.mark === "stroke") {
    return {
      type: "line",
      silent: true,
      shape: { x1: x, y1: y + SMALL / 2, x2: x + SWATCH, y2: y + SMALL / 2 },
      style: { stroke: colour, lineWidth: 2, lineDash: STROKES[item.index % STROKES.length] },
    };
  }
  const style = { fill: colour };
  const corners = SHAPES[item.index % SHAPES.length]!;
  if (item.mark === "box") {
    return { type: "rect", silent: true, shape: { x, y, width: SMALL, height: SMALL, r: 2 }, style };
  }
  return corners.length === 0
    ? { type: "circle", silent: true, shape: { cx: x + 5, cy: y + SMALL / 2, r: 5 }, style }
    : { type: "polygon", silent: true, shape: { points: corners.map(([px, py]) => [x + px, y + 1 + py]) }, style };
}

function text(content: string, x: number, y: number, fill: string, font: string, width: number): object {
  return {
    type: "text",
    silent: true,
    x,
    y,
    style: { text: content, fill, font, width: width - x - PAD, overflow: "truncate" },
  };
}

/** The option with title, legend and background, and its size. */
export function composed(drawing: Drawing, colours: Colours, size: Size): { option: ChartOption; size: Size } {
  const top = head(drawing, colours, size.width);
  const whole = { width: size.width, height: size.height + top.height };
  const option = drawing.option(colours, { ...whole, top: top.height });
  const own = (option.graphic as object[] | undefined) ?? [];
  return {
    option: { ...option, backgroundColor: colours.card, graphic: [...own, ...top.elements] },
    size: whole,
  };
}

export function saveSvg(drawing: Drawing, colours: Colours, size: Size): void {
  const { option, size: whole } = composed(drawing, colours, size);
  downloadSvg(drawSvg(option, whole), drawing.title);
}

export function savePng(drawing: Drawing, colours: Colours, size: Size): Promise<void> {
  const { option, size: whole } = composed(drawing, colours, size);
  return downloadPng(drawCanvas(option, whole, PIXEL_RATIO), drawing.title);
}

interface Placed {
  option: ChartOption;
  size: Size;
  x: number;
  y: number;
}

/** Rows of equal height, as many charts side by side as columns. */
export function places(
  drawings: Drawing[],
  colours: Colours,
  size: Size,
  columns: number,
): { placed: Placed[]; whole: Size } {
  const placed: Placed[] = [];
  let y = 0;
  for (let from = 0; from < drawings.length; from += columns) {
    const row = drawings.slice(from, from + columns).map((d) => composed(d, colours, size));
    row.forEach(({ option, size: own }, i) => placed.push({ option, size: own, x: i * size.width, y }));
    y += Math.max(...row.map((r) => r.size.height));
  }
  return { placed, whole: { width: size.width * Math.min(columns, drawings.length), height: y } };
}

/** All charts on one sheet. */
export function sheetSvg(drawings: Drawing[], colours: Colours, size: Size, columns: number): string {
  const { placed, whole } = places(drawings, colours, size, columns);
  const parts = placed.map(({ option, size: own, x, y }) =>
    drawSvg(option, own).replace("<svg ", `<svg x="${x}" y="${y}" `),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}" ` +
    `viewBox="0 0 ${whole.width} ${whole.height}">` +
    `<rect width="100%" height="100%" fill="${colours.card}"/>${parts.join("")}</svg>`
  );
}

export function sheetCanvas(drawings: Drawing[], colours: Colours, size: Size, columns: number): HTMLCanvasElement {
  const { placed, whole } = places(drawings, colours, size, columns);
  const canvas = document.createElement("canvas");
  canvas.width = whole.width * PIXEL_RATIO;
  canvas.height = whole.height * PIXEL_RATIO;
  const context = canvas.getContext("2d")!;
  context.fillStyle = colours.card;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { option, size: own, x, y } of placed) {
    context.drawImage(drawCanvas(option, own, PIXEL_RATIO), x * PIXEL_RATIO, y * PIXEL_RATIO);
  }
  return canvas;
}
