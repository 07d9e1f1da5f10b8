// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from "vue";
import type { CachedService, Column, Row } from "../data";
import type { Box, Size } from "./camera";
import { components, holesOf, type Hole, type Holes } from "./mask";
import { OutlinePyramid } from "./outline";
import { pixelsOf } from "./pictures";
import { isPresent } from "./rows";
import { SCREEN_SIDE } from "./usePictures";

export interface MaskOfRow {
  /** Has the row a mask? */
  exists: ComputedRef<boolean>;
  /** The holes, once they are read. */
  holes: ShallowRef<Holes | null>;
  outline: ShallowRef<OutlinePyramid | null>;
  /** What is said of the hole shown last, or of an error. */
  note: Ref<string>;
  /** The next hole (1) or the previous (-1), from the largest on, in pixels of the picture. */
  next: (by: 1 | -1) => Promise<Box | null>;
}

/** The mask of one row, read when it is first needed. */
export function useHoles(
  service: () => CachedService,
  where: () => { index: number; row: Row; columns: Column[]; picture: Size },
  needed: () => boolean,
): MaskOfRow {
  const holes = shallowRef<Holes | null>(null);
  const outline = shallowRef<OutlinePyramid | null>(null);
  const found = shallowRef<Hole[] | null>(null);
  const place = ref(-1);
  const note = ref("");
  const key = computed(() => where().columns.find((column) => column.role === "mask")?.key ?? "");
  const exists = computed(() => key.value !== "" && isPresent(where().row, where().columns, key.value));

  watch(
    () => where().index,
    () => {
      holes.value = null;
      outline.value = null;
      found.value = null;
      place.value = -1;
      note.value = "";
    },
    { flush: "sync" },
  );
  watch([() => exists.value && needed(), () => where().index], ([now]) => now && void read(), {
    immediate: true,
    flush: "post",
  });

  async function read(): Promise<Holes | null> {
    if (holes.value || !exists.value) {
      return holes.value;
    }
    const { index, row, picture } = where();
    try {
      const side = Math.max(picture.width, picture.height) <= SCREEN_SIDE ? 0 : SCREEN_SIDE;
      const pixels = await pixelsOf(await service().image(index, key.value, side));
      if (index === where().index) {
        holes.value = holesOf(pixels.rgba, pixels.width, pixels.height, row.holeRatio);
        outline.value = new OutlinePyramid(holes.value);
      }
    } catch (cause) {
      if (index === where().index) {
        note.value = `The mask cannot be read: ${cause instanceof Error ? cause.message : cause}`;
      }
    }
    return holes.value;
  }

  async function next(by: 1 | -1): Promise<Box | null> {
    const mask = await read();
    if (!mask) {
      return null;
    }
    found.value ??= components(mask);
    const count = found.value.length;
    if (count === 0) {
      note.value = "The mask has no holes";
      return null;
    }
    place.value = place.value < 0 ? (by > 0 ? 0 : count - 1) : (place.value + by + count) % count;
    const hole = found.value[place.value]!;
    note.value = `Hole ${place.value + 1} of ${count}: ${hole.width} × ${hole.height}, ${hole.area} pixels`;
    const sx = where().picture.width / mask.width;
    const sy = where().picture.height / mask.height;
    return { x: hole.x * sx, y: hole.y * sy, width: hole.width * sx, height: hole.height * sy };
  }

  return { exists, holes, outline, note, next };
}
