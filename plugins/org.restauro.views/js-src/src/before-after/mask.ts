// SPDX-License-Identifier: GPL-3.0-or-later
import type { Box } from "./camera";

/** Holes of a picture: one byte a pixel, 1 in a hole, row after row. */
export interface Holes {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Connected holes (also by their corners), with the box around them. */
export interface Hole extends Box {
  /** Pixels. */
  area: number;
}

/** A straight piece of an outline, between corners of pixels. */
export type Segment = [x1: number, y1: number, x2: number, y2: number];

const HALF = 128;

/**
 * Reads a mask picture. Black is a hole and white is known, as everywhere in Restauro; should the
 * row's hole ratio say that the picture has it the other way round, it is turned.
 *
 * @param rgba four bytes a pixel
 */
export function holesOf(rgba: ArrayLike<number>, width: number, height: number, holeRatio?: number | null): Holes {
  const pixels = new Uint8Array(width * height);
  let dark = 0;
  for (let i = 0; i < pixels.length; i++) {
    const hole = rgba[4 * i]! < HALF ? 1 : 0;
    pixels[i] = hole;
    dark += hole;
  }
  const share = dark / pixels.length;
  if (typeof holeRatio === "number" && Math.abs(1 - share - holeRatio) + 1e-3 < Math.abs(share - holeRatio)) {
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = 1 - pixels[i]!;
    }
  }
  return { width, height, pixels };
}

/** Half the size; a pixel is a hole when one of its four is, so that fine scratches stay. */
export function halved(holes: Holes): Holes {
  const width = Math.ceil(holes.width / 2);
  const height = Math.ceil(holes.height / 2);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < holes.height; y++) {
    const from = y * holes.width;
    const to = (y >> 1) * width;
    for (let x = 0; x < holes.width; x++) {
      if (holes.pixels[from + x]) {
        pixels[to + (x >> 1)] = 1;
      }
    }
  }
  return { width, height, pixels };
}

/**
 * The line between holes and known pixels, as horizontal and vertical pieces as long as possible. The
 * picture's own border is part of it where a hole reaches it.
 */
export function outline(holes: Holes): Segment[] {
  const { width, height, pixels } = holes;
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height ? pixels[y * width + x]! : 0;
  const segments: Segment[] = [];
  for (let y = 0; y <= height; y++) {
    let start = -1;
    for (let x = 0; x <= width; x++) {
      const edge = x < width && at(x, y - 1) !== at(x, y);
      if (edge && start < 0) {
        start = x;
      } else if (!edge && start >= 0) {
        segments.push([start, y, x, y]);
        start = -1;
      }
    }
  }
  for (let x = 0; x <= width; x++) {
    let start = -1;
    for (let y = 0; y <= height; y++) {
      const edge = y < height && at(x - 1, y) !== at(x, y);
      if (edge && start < 0) {
        start = y;
      } else if (!edge && start >= 0) {
        segments.push([x, start, x, y]);
        start = -1;
      }
    }
  }
  return segments;
}

/** The holes one by one, the largest first. */
export function components(holes: Holes): Hole[] {
  const { width, height, pixels } = holes;
  const seen = new Uint8Array(pixels.length);
  const stack: number[] = [];
  const found: Hole[] = [];
  for (let first = 0; first < pixels.length; first++) {
    if (!pixels[first] || seen[first]) {
      continue;
    }
    let area = 0;
    let left = width;
    let right = 0;
    let top = height;
    let bottom = 0;
    seen[first] = 1;
    stack.push(first);
    while (stack.length > 0) {
      const pixel = stack.pop()!;
      const x = pixel % width;
      const y = (pixel - x) / width;
      area++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
          if (pixels[neighbour] && !seen[neighbour]) {
            seen[neighbour] = 1;
            stack.push(neighbour);
          }
        }
      }
    }
    found.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1, area });
  }
  return found.sort((a, b) => b.area - a.area || a.y - b.y || a.x - b.x);
}
