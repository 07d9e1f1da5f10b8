// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { number } from "../charts/numbers";
import { difference, heatMap, meanInHoles, type Difference } from "./difference";
import type { Holes } from "./mask";
import { pixelsOf } from "./pictures";
import type { Shown } from "./usePictures";

export interface DifferenceOfPair {
  /** How many times a difference is enlarged before it is coloured. */
  amplification: Ref<number>;
  /** The coloured difference, once it is computed. */
  heat: ComputedRef<ImageData | null>;
  /** Its mean, also in the holes, and its largest value; 0 to 255. */
  words: ComputedRef<string>;
}

/**
 * The difference of two pictures, of the best there are (not of thumbnails); the second is scaled to
 * the first's size should they differ.
 */
export function useDifference(
  wanted: () => boolean,
  pair: () => [Shown | undefined, Shown | undefined],
  holes: () => Holes | null,
): DifferenceOfPair {
  const amplification = ref(4);
  const compared = shallowRef<Difference | null>(null);
  let turn = 0;

  watch(
    () => {
      const [a, b] = pair();
      const ready = wanted() && a && b && a.detail > 0 && b.detail > 0;
      return ready ? ([a.src, b.src] as const) : ([null, null] as const);
    },
    async ([a, b], before) => {
      if (before && a === before[0] && b === before[1]) {
        return;
      }
      const mine = ++turn;
      compared.value = null;
      if (a === null || b === null) {
        return;
      }
      const first = await pixelsOf(a);
      const second = await pixelsOf(b, first);
      if (mine === turn) {
        compared.value = difference(first.rgba, second.rgba, first.width, first.height);
      }
    },
    { immediate: true },
  );

  const heat = computed(() => {
    const d = compared.value;
    return d ? new ImageData(heatMap(d, amplification.value), d.width, d.height) : null;
  });
  const words = computed(() => {
    if (!compared.value) {
      return "";
    }
    const inHoles = meanInHoles(compared.value, holes());
    return [
      `mean ${number(compared.value.mean)}`,
      ...(inHoles === null ? [] : [`in holes ${number(inHoles)}`]),
      `largest ${number(compared.value.largest)}`,
    ].join(" · ");
  });
  return { amplification, heat, words };
}
