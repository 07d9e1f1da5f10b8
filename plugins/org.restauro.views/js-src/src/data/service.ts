// SPDX-License-Identifier: GPL-3.0-or-later
import type { ViewData } from "./types";

/** Where a view's data comes from: KNIME, or blocks of the page itself. */
export interface ViewDataService {
  /** @throws DataError with a message for the reader */
  initialData(): Promise<ViewData>;

  /** Small pictures as data URIs, one for each row, longer side at most 192 pixels; "" where there is none. */
  thumbnails(rows: number[], column: string): Promise<string[]>;

  /** One picture as a data URI, longer side at most maxSide pixels, 0 for its own size; "" where there is none. */
  image(row: number, column: string, maxSide: number): Promise<string>;
}

/** Data that could not be had, with a message that the view shows as it is. */
export class DataError extends Error {
  /** More about the cause, such as a stack trace; shown folded. */
  readonly details: string;

  constructor(message: string, details = "") {
    super(message);
    this.name = "DataError";
    this.details = details;
  }
}

const VIEWS = ["before-after", "comparison", "training"];

/** Checks that something is the initial data of a view, as far as the shell relies on it. */
export function asViewData(value: unknown): ViewData {
  const view = (value as { view?: unknown } | null | undefined)?.view;
  if (value === null || value === undefined) {
    throw new DataError("There is nothing to show: the view was given no data.");
  }
  if (typeof view !== "string" || !VIEWS.includes(view)) {
    throw new DataError(
      `This page shows the views ${VIEWS.join(", ")}, but its data is for ${JSON.stringify(view)}.`,
    );
  }
  return { notes: [], ...(value as object) } as unknown as ViewData;
}
