// SPDX-License-Identifier: GPL-3.0-or-later
import { JsonDataService } from "@knime/ui-extension-service";
import { asViewData, DataError, type ViewDataService } from "./service";
import type { ViewData } from "./types";

interface Alert {
  message?: string;
  data?: { details?: string; stackTrace?: string[] } | null;
}

/** What is used of KNIME's service; the error hook is there at run time but not in its type. */
export interface KnimeDataService {
  initialData(): Promise<unknown>;
  data<T>(request: { method: string; options: unknown[] }): Promise<T | undefined>;
}

/**
 * Asks the node through KNIME. KNIME's service unwraps answers; on an error it alerts the user and
 * answers undefined, so the error's text is listened to on its way to the alert.
 *
 * KNIME gives up on a request after ten seconds: ask for thumbnails in small batches.
 */
export class KnimeService implements ViewDataService {
  private lastAlert: Alert | null = null;

  constructor(private readonly knime: KnimeDataService) {
    const open = knime as KnimeDataService & { handleError?: (alert: Alert) => void };
    const handleError = open.handleError;
    if (typeof handleError === "function") {
      open.handleError = (alert: Alert) => {
        this.lastAlert = alert;
        handleError.call(knime, alert);
      };
    }
  }

  /** @throws DataError when the page is not inside KNIME or KNIME does not answer */
  static async connect(): Promise<KnimeService> {
    if (window.parent === window) {
      throw new DataError(
        "This page shows data that KNIME gives it, but it was opened by itself. Open the node's view in KNIME, " +
          "or write self-contained pages with “restauro run WORKFLOW --views DIR”.",
      );
    }
    try {
      return new KnimeService(await JsonDataService.getInstance());
    } catch (cause) {
      throw new DataError("KNIME did not answer. Close the view and open it again.", String(cause));
    }
  }

  async initialData(): Promise<ViewData> {
    const answer = await this.ask(() => this.knime.initialData());
    return asViewData(typeof answer === "string" ? JSON.parse(answer) : answer);
  }

  async thumbnails(rows: number[], column: string): Promise<string[]> {
    return (await this.call<string[]>("thumbnails", [rows, column])) ?? rows.map(() => "");
  }

  async image(row: number, column: string, maxSide: number): Promise<string> {
    return (await this.call<string>("image", [row, column, maxSide])) ?? "";
  }

  private call<T>(method: string, options: unknown[]): Promise<T | undefined> {
    return this.ask(() => this.knime.data<T>({ method, options }));
  }

  private async ask<T>(request: () => Promise<T>): Promise<T> {
    this.lastAlert = null;
    let answer: T;
    try {
      answer = await request();
    } catch (cause) {
      throw new DataError("KNIME did not answer in time.", String(cause));
    }
    const alert = this.lastAlert as Alert | null;
    if ((answer === undefined || answer === null) && alert) {
      const details = alert.data?.details ?? alert.data?.stackTrace?.join("\n") ?? "";
      throw new DataError(alert.message ?? "The node could not make the view's data.", details);
    }
    return answer;
  }
}
