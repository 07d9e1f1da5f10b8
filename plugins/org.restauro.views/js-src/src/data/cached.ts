// SPDX-License-Identifier: GPL-3.0-or-later
import { LruCache } from "./lru";
import type { ViewDataService } from "./service";
import type { ViewData } from "./types";

/** Thumbnails in one request: the node must answer within KNIME's ten seconds. */
export const BATCH = 24;

interface Waiting {
  row: number;
  resolve: (uri: string) => void;
  reject: (cause: unknown) => void;
}

/** What the views use: a service with a cache, which gathers thumbnail requests of one frame. */
export class CachedService implements ViewDataService {
  private readonly thumbnailCache = new LruCache<Promise<string>>(4000);
  private readonly imageCache = new LruCache<Promise<string>>(32);
  private readonly waiting = new Map<string, Waiting[]>();
  private scheduled = false;

  /** @param nextFrame runs a function before the next paint; replaceable for tests */
  constructor(
    private readonly source: ViewDataService,
    private readonly nextFrame: (run: () => void) => void = (run) => void requestAnimationFrame(run),
  ) {}

  initialData(): Promise<ViewData> {
    return this.source.initialData();
  }

  /** One small picture as a data URI; "" where there is none. */
  thumbnail(row: number, column: string): Promise<string> {
    return remember(this.thumbnailCache, `${row} ${column}`, () => {
      return new Promise<string>((resolve, reject) => {
        const queue = this.waiting.get(column) ?? [];
        queue.push({ row, resolve, reject });
        this.waiting.set(column, queue);
        if (!this.scheduled) {
          this.scheduled = true;
          this.nextFrame(() => this.flush());
        }
      });
    });
  }

  thumbnails(rows: number[], column: string): Promise<string[]> {
    return Promise.all(rows.map((row) => this.thumbnail(row, column)));
  }

  image(row: number, column: string, maxSide: number): Promise<string> {
    return remember(this.imageCache, `${row} ${column} ${maxSide}`, () => this.source.image(row, column, maxSide));
  }

  private flush(): void {
    this.scheduled = false;
    const queues = [...this.waiting];
    this.waiting.clear();
    for (const [column, queue] of queues) {
      for (let start = 0; start < queue.length; start += BATCH) {
        void this.fetch(column, queue.slice(start, start + BATCH));
      }
    }
  }

  private async fetch(column: string, batch: Waiting[]): Promise<void> {
    try {
      const uris = await this.source.thumbnails(
        batch.map((one) => one.row),
        column,
      );
      batch.forEach((one, i) => one.resolve(uris[i] ?? ""));
    } catch (cause) {
      batch.forEach((one) => one.reject(cause));
    }
  }
}

/** A failed request is not remembered, so that it can be tried again. */
function remember(cache: LruCache<Promise<string>>, key: string, ask: () => Promise<string>): Promise<string> {
  const known = cache.get(key);
  if (known) {
    return known;
  }
  const answer = ask();
  cache.set(key, answer);
  answer.catch(() => cache.delete(key));
  return answer;
}
