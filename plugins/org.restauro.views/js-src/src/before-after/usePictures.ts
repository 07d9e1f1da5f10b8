// SPDX-License-Identifier: GPL-3.0-or-later
import { reactive, watch } from "vue";
import type { CachedService, Column, Row } from "../data";
import { decode } from "./pictures";
import { isPresent } from "./rows";

/** Pictures up to this side are asked for as they are; larger ones scaled to it until zoomed into. */
export const SCREEN_SIDE = 2048;

export interface Shown {
  /** The best picture there is so far: a thumbnail, a scaled one, the picture itself. */
  src: string;
  /** What src is: 0 thumbnail, 1 scaled to SCREEN_SIDE, 2 the picture as it is. */
  detail: 0 | 1 | 2;
  error: string;
}

/**
 * The pictures of one row, by column, as they arrive. A better one replaces a worse one only when it
 * is decoded, so that nothing flickers.
 */
export function usePictures(
  service: () => CachedService,
  where: () => { index: number; row: Row; columns: Column[] },
  wanted: () => { keys: string[]; whole: boolean },
): { pictures: Record<string, Shown> } {
  const pictures = reactive<Record<string, Shown>>({});
  let turn = 0;

  watch(
    () => where().index,
    () => {
      turn++;
      for (const key of Object.keys(pictures)) {
        delete pictures[key];
      }
    },
    { flush: "sync" },
  );

  watch(
    () => [where().index, wanted().keys.join("\n"), wanted().whole] as const,
    () => {
      const { row, columns } = where();
      for (const key of new Set(wanted().keys)) {
        if (isPresent(row, columns, key)) {
          void load(key);
        }
      }
    },
    { immediate: true },
  );

  async function load(key: string): Promise<void> {
    const mine = turn;
    const { index, row } = where();
    const small = row.size === null || Math.max(...row.size) <= SCREEN_SIDE;
    const detail = small || wanted().whole ? 2 : 1;
    const shown = (pictures[key] ??= { src: "", detail: 0, error: "" });
    if (shown.src && shown.detail >= detail) {
      return;
    }
    const use = async (uri: string, has: 0 | 1 | 2) => {
      if (uri) {
        await decode(uri);
      }
      const now = pictures[key];
      if (mine === turn && now && uri && (!now.src || has > now.detail)) {
        pictures[key] = { src: uri, detail: has, error: "" };
      }
    };
    if (!shown.src) {
      void service()
        .thumbnail(index, key)
        .then((uri) => use(uri, 0))
        .catch(() => undefined);
    }
    try {
      const uri = await service().image(index, key, detail === 2 ? 0 : SCREEN_SIDE);
      await use(uri, detail);
      if (!uri && mine === turn && pictures[key] && !pictures[key].src) {
        pictures[key].error = "No picture came";
      }
    } catch (cause) {
      if (mine === turn && pictures[key]) {
        pictures[key].error = cause instanceof Error ? cause.message : String(cause);
      }
    }
  }

  return { pictures };
}
