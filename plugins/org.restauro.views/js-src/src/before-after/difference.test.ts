// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { difference, heatMap, meanInHoles, rampColour, rampGradient } from "./difference";

const a = [0, 0, 0, 255, 10, 20, 30, 255];
const b = [255, 255, 255, 255, 13, 20, 24, 0];

describe("difference", () => {
  it("is the mean of the channels' absolute differences, without alpha", () => {
    const d = difference(a, b, 2, 1);
    expect([...d.values]).toEqual([255, 3]);
    expect(d.mean).toBe(129);
    expect(d.largest).toBe(255);
  });

  it("refuses pictures of other sizes", () => {
    expect(() => difference(a, b, 2, 2)).toThrow("2 × 2 have 16 bytes");
  });

  it("has a mean over the holes alone", () => {
    const d = difference(a, b, 2, 1);
    expect(meanInHoles(d, { width: 2, height: 1, pixels: Uint8Array.of(0, 1) })).toBe(3);
    expect(meanInHoles(d, { width: 2, height: 1, pixels: Uint8Array.of(0, 0) })).toBeNull();
    expect(meanInHoles(d, { width: 1, height: 1, pixels: Uint8Array.of(1) })).toBeNull();
    expect(meanInHoles(d, null)).toBeNull();
  });

  it("becomes a heat map with the amplified scale", () => {
    const d = difference(a, b, 2, 1);
    const once = heatMap(d, 1);
    expect([...once.slice(0, 4)]).toEqual([...rampColour(1), 255]);
    expect(once[4]!).toBeLessThan(20);
    const amplified = heatMap(d, 85);
    expect([...amplified.slice(4, 8)]).toEqual([...rampColour(1), 255]);
  });

  it("has colours whose lightness rises all the way", () => {
    const lightness = ([r, g, b]: number[]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    for (let i = 1; i <= 40; i++) {
      expect(lightness(rampColour(i / 40))).toBeGreaterThan(lightness(rampColour((i - 1) / 40)));
    }
    expect(rampColour(-1)).toEqual(rampColour(0));
    expect(rampColour(7)).toEqual(rampColour(1));
    expect(rampGradient()).toMatch(/^linear-gradient\(to right, rgb\(8 8 20\),/);
  });
});
