// SPDX-License-Identifier: GPL-3.0-or-later
import { LruCache } from "../data/lru";
import type { Size } from "./camera";

export interface Pixels extends Size {
  /** Red, green, blue, alpha: four bytes a pixel. */
  rgba: Uint8ClampedArray;
}

const decoded = new LruCache<Promise<HTMLImageElement>>(12);

/** A picture of a data URI, decoded. */
export function decode(uri: string): Promise<HTMLImageElement> {
  const known = decoded.get(uri);
  if (known) {
    return known;
  }
  const image = new Image();
  image.src = uri;
  const ready = image.decode().then(
    () => image,
    () => {
      decoded.delete(uri);
      throw new Error("The picture's data is damaged");
    },
  );
  decoded.set(uri, ready);
  return ready;
}

/** Its pixels, in its own size or scaled to another. Transparent pixels come out on black. */
export async function pixelsOf(uri: string, size?: Size): Promise<Pixels> {
  const image = await decode(uri);
  const width = size?.width ?? image.naturalWidth;
  const height = size?.height ?? image.naturalHeight;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  if (!context) {
    throw new Error("This browser gives no canvas to read pixels from");
  }
  context.drawImage(image, 0, 0, width, height);
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}
