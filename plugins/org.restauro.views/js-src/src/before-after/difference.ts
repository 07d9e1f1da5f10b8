// SPDX-License-Identifier: GPL-3.0-or-later
// How much two pictures differ, pixel by pixel: the mean of the absolute differences of red, green
// and blue, as stored (sRGB values 0 to 255). A simple measure that hides nothing; it does not weigh
// colours as the eye does.
import type { Holes } from "./mask";

/** Colours from no difference to the largest; their lightness rises, so they read without colour vision too. */
const RAMP: [number, number, number][] = [
  [8, 8, 20],
  [52, 16, 92],
  [122, 26, 108],
  [190, 52, 82],
  [232, 100, 44],
  [250, 168, 40],
  [252, 232, 150],
  [255, 255, 240],
];

export interface Difference {
  width: number;
  height: number;
  /** For each pixel its difference, 0 to 255. */
  values: Float32Array;
  mean: number;
  largest: number;
}

export const AMPLIFICATIONS = [1, 2, 4, 8, 16];

/** @param a,b pictures of the same size, four bytes a pixel */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>, width: number, height: number): Difference {
  const values = new Float32Array(width * height);
  if (a.length !== 4 * values.length || b.length !== 4 * values.length) {
    throw new RangeError(`Two pictures of ${width} × ${height} have ${4 * values.length} bytes each`);
  }
  let sum = 0;
  let largest = 0;
  for (let i = 0, p = 0; i < values.length; i++, p += 4) {
    const value =
      (Math.abs(a[p]! - b[p]!) + Math.abs(a[p + 1]! - b[p + 1]!) + Math.abs(a[p + 2]! - b[p + 2]!)) / 3;
    values[i] = value;
    sum += value;
    if (value > largest) {
      largest = value;
    }
  }
  return { width, height, values, mean: values.length > 0 ? sum / values.length : 0, largest };
}

/** The mean over the holes only; null where there are none or the mask has another size. */
export function meanInHoles(difference: Difference, holes: Holes | null): number | null {
  if (!holes || holes.width !== difference.width || holes.height !== difference.height) {
    return null;
  }
  let sum = 0;
  let count = 0;
  for (let i = 0; i < holes.pixels.length; i++) {
    if (holes.pixels[i]) {
      sum += difference.values[i]!;
      count++;
    }
  }
  return count > 0 ? sum / count : null;
}

/** The colour of a share (0 to 1) of the scale. */
export function rampColour(share: number): [number, number, number] {
  const place = Math.min(Math.max(share, 0), 1) * (RAMP.length - 1);
  const i = Math.min(Math.floor(place), RAMP.length - 2);
  const rest = place - i;
  const from = RAMP[i]!;
  const to = RAMP[i + 1]!;
  return [0, 1, 2].map((c) => Math.round(from[c]! + rest * (to[c]! - from[c]!))) as [number, number, number];
}

/** The scale as a CSS gradient from left to right. */
export function rampGradient(): string {
  return `linear-gradient(to right, ${RAMP.map((c) => `rgb(${c.join(" ")})`).join(", ")})`;
}

/** The heat map: four bytes a pixel. A difference of 255 / amplification or more has the last colour. */
export function heatMap(difference: Difference, amplification: number): Uint8ClampedArray<ArrayBuffer> {
  const STEPS = 1024;
  const table = new Uint32Array(STEPS);
  const bytes = new Uint8Array(table.buffer);
  for (let i = 0; i < STEPS; i++) {
    bytes.set([...rampColour(i / (STEPS - 1)), 255], 4 * i);
  }
  const scale = (amplification * (STEPS - 1)) / 255;
  const pixels = new Uint32Array(difference.values.length);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = table[Math.min(STEPS - 1, Math.round(difference.values[i]! * scale))]!;
  }
  return new Uint8ClampedArray(pixels.buffer);
}
