// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { clamp, fit, fitZoom, LARGEST_FIT, pan, placed, show, zoomAt, zoomStep, type Point } from "./camera";

const picture = { width: 800, height: 400 };
const viewport = { width: 400, height: 400 };

/** The picture's point at a point of the viewport. */
function under(camera: { x: number; y: number; zoom: number }, at: Point): Point {
  const box = placed(camera, picture, viewport);
  return { x: (at.x - box.x) / camera.zoom, y: (at.y - box.y) / camera.zoom };
}

describe("camera", () => {
  it("fits the whole picture into the viewport's middle", () => {
    expect(fit(picture, viewport)).toEqual({ x: 400, y: 200, zoom: 0.5 });
    expect(placed(fit(picture, viewport), picture, viewport)).toEqual({ x: 0, y: 100, width: 400, height: 200 });
  });

  it("enlarges a small picture, but not without limit", () => {
    expect(fitZoom({ width: 200, height: 100 }, viewport)).toBe(2);
    expect(fitZoom({ width: 4, height: 4 }, viewport)).toBe(LARGEST_FIT);
    expect(fitZoom({ width: 0, height: 0 }, viewport)).toBe(1);
  });

  it("keeps the point under the pointer where it is when zooming", () => {
    const at = { x: 330, y: 80 };
    const camera = { x: 300, y: 150, zoom: 1 };
    const zoomed = zoomAt(camera, 2.5, at, viewport);
    expect(under(zoomed, at).x).toBeCloseTo(under(camera, at).x, 9);
    expect(under(zoomed, at).y).toBeCloseTo(under(camera, at).y, 9);
  });

  it("moves the picture with the pointer", () => {
    const camera = { x: 300, y: 150, zoom: 2 };
    const before = under(camera, { x: 100, y: 100 });
    const after = under(pan(camera, 30, -10), { x: 130, y: 90 });
    expect(after).toEqual(before);
  });

  it("leaves no empty space beside a large picture and centres a small one", () => {
    expect(clamp({ x: -50, y: 9999, zoom: 2 }, picture, viewport)).toEqual({ x: 100, y: 300, zoom: 2 });
    expect(clamp({ x: 0, y: 0, zoom: 0.25 }, picture, viewport)).toEqual({ x: 400, y: 200, zoom: 0.25 });
    expect(clamp({ x: 0, y: 0, zoom: 1000 }, picture, viewport).zoom).toBe(32);
    expect(clamp({ x: 0, y: 0, zoom: 1e-6 }, picture, viewport).zoom).toBe(0.125);
  });

  it("shows a box whole, with its surroundings", () => {
    const box = { x: 700, y: 50, width: 40, height: 20 };
    const seen = placed(show(box, picture, viewport), picture, viewport);
    const zoom = seen.width / picture.width;
    expect(zoom).toBeGreaterThan(2);
    expect(seen.x + box.x * zoom).toBeGreaterThan(0);
    expect(seen.x + (box.x + box.width) * zoom).toBeLessThan(viewport.width);
    expect(seen.y + box.y * zoom).toBeGreaterThan(0);
  });

  it("steps through zooms and back", () => {
    expect(zoomStep(1, 1)).toBe(1.5);
    expect(zoomStep(1.5, -1)).toBe(1);
    expect(zoomStep(0.9, 1)).toBe(1);
    expect(zoomStep(32, 1)).toBe(32);
    expect(zoomStep(0.1, -1)).toBe(0.05);
  });
});
