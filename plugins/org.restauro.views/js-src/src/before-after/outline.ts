// SPDX-License-Identifier: GPL-3.0-or-later
import type { Size } from "./camera";
import { halved, outline, type Holes } from "./mask";

interface Level {
  holes: Holes;
  path: Path2D | null;
}

/** The outline of holes at several sizes: zoomed out, a coarser one is drawn, which has fewer pieces. */
export class OutlinePyramid {
  readonly width: number;
  readonly height: number;
  private readonly levels: Level[];

  constructor(holes: Holes) {
    this.width = holes.width;
    this.height = holes.height;
    this.levels = [{ holes, path: null }];
  }

  /** The outline to draw when a mask pixel takes so many screen pixels; in pixels of the size it has. */
  at(zoom: number): { path: Path2D; size: Size } {
    const wanted = zoom >= 1 ? 0 : Math.min(6, Math.floor(Math.log2(1 / zoom)));
    while (this.levels.length <= wanted) {
      this.levels.push({ holes: halved(this.levels[this.levels.length - 1]!.holes), path: null });
    }
    const level = this.levels[wanted]!;
    level.path ??= pathOf(level.holes);
    // Halving rounds up, so the coarse picture may reach a little beyond the fine one.
    const scale = 2 ** wanted;
    return { path: level.path, size: { width: this.width / scale, height: this.height / scale } };
  }
}

function pathOf(holes: Holes): Path2D {
  const path = new Path2D();
  for (const [x1, y1, x2, y2] of outline(holes)) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
  return path;
}
