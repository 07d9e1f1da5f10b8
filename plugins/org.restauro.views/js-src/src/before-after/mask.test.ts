// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { components, halved, holesOf, outline, type Holes } from "./mask";

/** Holes from lines of text: # is a hole. */
function holes(...lines: string[]): Holes {
  const width = lines[0]!.length;
  return { width, height: lines.length, pixels: Uint8Array.from(lines.join(""), (c) => (c === "#" ? 1 : 0)) };
}

function rgba(values: number[]): number[] {
  return values.flatMap((v) => [v, v, v, 255]);
}

describe("holesOf", () => {
  it("takes black for holes", () => {
    expect([...holesOf(rgba([0, 127, 128, 255]), 2, 2).pixels]).toEqual([1, 1, 0, 0]);
  });

  it("turns a mask whose hole ratio says that white is the hole", () => {
    expect([...holesOf(rgba([0, 0, 0, 255]), 2, 2, 0.25).pixels]).toEqual([0, 0, 0, 1]);
    expect([...holesOf(rgba([0, 0, 0, 255]), 2, 2, 0.75).pixels]).toEqual([1, 1, 1, 0]);
    expect([...holesOf(rgba([0, 0, 255, 255]), 2, 2, 0.5).pixels]).toEqual([1, 1, 0, 0]);
  });
});

describe("outline", () => {
  it("goes around a rectangle in four pieces", () => {
    expect(outline(holes("....", ".##.", ".##.", "...."))).toEqual([
      [1, 1, 3, 1],
      [1, 3, 3, 3],
      [1, 1, 1, 3],
      [3, 1, 3, 3],
    ]);
  });

  it("follows the picture's border", () => {
    expect(outline(holes("##", "##"))).toHaveLength(4);
  });

  it("is empty without holes", () => {
    expect(outline(holes("..", ".."))).toEqual([]);
  });

  it("is as long as there are edges between holes and others", () => {
    const seed = 5;
    const random = Array.from({ length: 20 }, (_, y) =>
      Array.from({ length: 30 }, (_, x) => (Math.sin(seed + 12.9 * x + 78.2 * y) > 0.2 ? "#" : ".")).join(""),
    );
    const mask = holes(...random);
    const at = (x: number, y: number) => (random[y]?.[x] === "#" ? 1 : 0);
    let edges = 0;
    for (let y = 0; y <= 20; y++) {
      for (let x = 0; x <= 30; x++) {
        edges += Number(at(x, y) !== at(x - 1, y)) + Number(at(x, y) !== at(x, y - 1));
      }
    }
    const length = outline(mask).reduce((sum, [x1, y1, x2, y2]) => sum + x2 - x1 + y2 - y1, 0);
    expect(length).toBe(edges);
  });
});

describe("components", () => {
  it("finds the holes, largest first, connected by corners too", () => {
    expect(components(holes("#....", ".#...", "....#", "...##"))).toEqual([
      { x: 3, y: 2, width: 2, height: 2, area: 3 },
      { x: 0, y: 0, width: 2, height: 2, area: 2 },
    ]);
  });

  it("copes with a hole as large as the picture", () => {
    const all = { width: 500, height: 400, pixels: new Uint8Array(200000).fill(1) };
    expect(components(all)).toEqual([{ x: 0, y: 0, width: 500, height: 400, area: 200000 }]);
  });

  it("finds none in a whole picture", () => {
    expect(components(holes("...", "..."))).toEqual([]);
  });
});

describe("halved", () => {
  it("keeps the finest scratch", () => {
    const half = halved(holes(".....", ".....", "..#..", ".....", "....#"));
    expect([half.width, half.height]).toEqual([3, 3]);
    expect([...half.pixels]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});
