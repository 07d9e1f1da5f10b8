// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a picture is seen. All pictures of a row share one camera, in pixels of the row's
// first picture, so that they move together whatever their own sizes are.

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point, Size {}

export interface Camera {
  /** The picture's point in the middle of the viewport, in picture pixels. */
  x: number;
  y: number;
  /** Screen (CSS) pixels for a picture pixel: 1 is 100 %. */
  zoom: number;
}

/** Beyond this zoom pixels are shown as squares. */
export const SQUARES_FROM = 3;
/** A fitted picture is not enlarged beyond this. */
export const LARGEST_FIT = 4;
const LARGEST_ZOOM = 32;
const ZOOM_STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** The zoom at which the whole picture is seen. */
export function fitZoom(picture: Size, viewport: Size): number {
  if (!(picture.width > 0 && picture.height > 0 && viewport.width > 0 && viewport.height > 0)) {
    return 1;
  }
  return Math.min(viewport.width / picture.width, viewport.height / picture.height, LARGEST_FIT);
}

export function fit(picture: Size, viewport: Size): Camera {
  return { x: picture.width / 2, y: picture.height / 2, zoom: fitZoom(picture, viewport) };
}

/**
 * The nearest camera that is allowed: zoom between a quarter of the fitting one and 3200 %, and no
 * empty space beside a picture larger than the viewport (a smaller one is centred).
 */
export function clamp(camera: Camera, picture: Size, viewport: Size): Camera {
  const zoom = between(camera.zoom, Math.min(fitZoom(picture, viewport), 1) / 4, LARGEST_ZOOM);
  const along = (centre: number, length: number, seen: number) => {
    const half = seen / zoom / 2;
    return length <= 2 * half ? length / 2 : between(centre, half, length - half);
  };
  return {
    x: along(camera.x, picture.width, viewport.width),
    y: along(camera.y, picture.height, viewport.height),
    zoom,
  };
}

/** Changes the zoom and keeps the picture's point under a point of the viewport where it is. */
export function zoomAt(camera: Camera, zoom: number, point: Point, viewport: Size): Camera {
  const fromCentre = { x: point.x - viewport.width / 2, y: point.y - viewport.height / 2 };
  return {
    x: camera.x + fromCentre.x / camera.zoom - fromCentre.x / zoom,
    y: camera.y + fromCentre.y / camera.zoom - fromCentre.y / zoom,
    zoom,
  };
}

/** Moves the picture by screen pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
}

/** Shows a part of the picture with some of its surroundings. */
export function show(box: Box, picture: Size, viewport: Size): Camera {
  const around = Math.max(16, 0.5 * Math.max(box.width, box.height));
  const zoom = Math.min(
    viewport.width / (box.width + 2 * around),
    viewport.height / (box.height + 2 * around),
    LARGEST_ZOOM / 2,
  );
  return clamp({ x: box.x + box.width / 2, y: box.y + box.height / 2, zoom }, picture, viewport);
}

/** The next step of zoom: up (1) or down (-1). */
export function zoomStep(zoom: number, direction: 1 | -1): number {
  return direction > 0
    ? (ZOOM_STEPS.find((step) => step > zoom * 1.01) ?? LARGEST_ZOOM)
    : (ZOOM_STEPS.findLast((step) => step < zoom / 1.01) ?? zoom / 2);
}

/** Where the picture lies in the viewport, in screen pixels. */
export function placed(camera: Camera, picture: Size, viewport: Size): Box {
  return {
    x: viewport.width / 2 - camera.x * camera.zoom,
    y: viewport.height / 2 - camera.y * camera.zoom,
    width: picture.width * camera.zoom,
    height: picture.height * camera.zoom,
  };
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
