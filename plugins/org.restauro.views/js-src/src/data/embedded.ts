// SPDX-License-Identifier: GPL-3.0-or-later
import { asViewData, DataError, type ViewDataService } from "./service";
import type { ViewData } from "./types";

export const INITIAL_DATA_ID = "restauro-initial-data";

/**
 * Reads the blocks that the exporter put into a self-contained page: the initial data before the
 * page's script, thumbnails and then pictures after it. The script starts while the later blocks are
 * still being parsed, so a block that is not there yet is waited for until the document is complete.
 */
export class EmbeddedService implements ViewDataService {
  private readonly parsed: Promise<void>;
  private complete: boolean;

  constructor(private readonly page: Document = document) {
    this.complete = page.readyState !== "loading";
    this.parsed = this.complete
      ? Promise.resolve()
      : new Promise((resolve) => {
          page.addEventListener("DOMContentLoaded", () => {
            this.complete = true;
            resolve();
          });
        });
  }

  static isIn(page: Document = document): boolean {
    return page.getElementById(INITIAL_DATA_ID) !== null;
  }

  async initialData(): Promise<ViewData> {
    const text = this.page.getElementById(INITIAL_DATA_ID)?.textContent ?? "";
    let envelope: {
      result?: unknown;
      userError?: { message?: string; details?: string };
      internalError?: { message?: string; stackTrace?: string[] };
    };
    try {
      envelope = JSON.parse(text);
    } catch (cause) {
      throw new DataError("The data in this page is damaged: it is not JSON.", String(cause));
    }
    const error = envelope.userError ?? envelope.internalError;
    if (error) {
      throw new DataError(
        error.message ?? "The view's data could not be made.",
        envelope.userError?.details ?? (envelope.internalError?.stackTrace ?? []).join("\n"),
      );
    }
    return asViewData(envelope.result);
  }

  thumbnails(rows: number[], column: string): Promise<string[]> {
    return Promise.all(rows.map((row) => this.block(`restauro-thumbnail-${row}-${column}`)));
  }

  async image(row: number, column: string): Promise<string> {
    const picture = await this.block(`restauro-image-${row}-${column}`);
    return picture || this.block(`restauro-thumbnail-${row}-${column}`);
  }

  /**
   * While the page is being parsed only the last block can be incomplete, so a block that something
   * follows is whole.
   */
  private async block(id: string): Promise<string> {
    let element = this.page.getElementById(id);
    if (!this.complete && !element?.nextElementSibling) {
      element = await this.waitFor(id);
    }
    return element?.textContent?.trim() ?? "";
  }

  private async waitFor(id: string): Promise<HTMLElement | null> {
    while (!this.complete) {
      await Promise.race([this.parsed, pause()]);
      const element = this.page.getElementById(id);
      if (element?.nextElementSibling) {
        return element;
      }
    }
    return this.page.getElementById(id);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
