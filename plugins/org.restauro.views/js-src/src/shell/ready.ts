// SPDX-License-Identifier: GPL-3.0-or-later

/** The name of the performance mark set when a view has painted its first content. */
export const READY_MARK = "restauro-ready";

/**
 * Marks a view's root element (the one with data-testid="view-…") as painted: sets data-ready="true"
 * after the next paint. Call it once the first content is in the document.
 */
export function markReady(element: HTMLElement | null): void {
  // The second callback runs after the frame of the first was painted.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (element && element.dataset.ready !== "true") {
        element.dataset.ready = "true";
        performance.mark(READY_MARK);
      }
    }),
  );
}
