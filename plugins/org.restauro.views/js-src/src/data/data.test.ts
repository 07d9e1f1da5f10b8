// SPDX-License-Identifier: GPL-3.0-or-later
// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { BATCH, CachedService } from "./cached";
import { EmbeddedService } from "./embedded";
import { KnimeService, type KnimeDataService } from "./knime";
import { LruCache } from "./lru";
import { asViewData, DataError, type ViewDataService } from "./service";

describe("LruCache", () => {
  it("forgets the entry used longest ago", () => {
    const cache = new LruCache<number>(2);
    cache.set("a", 1);
    cache.set("b", 2);
    expect(cache.get("a")).toBe(1);
    cache.set("c", 3);
    expect(cache.get("b")).toBeUndefined();
    expect(cache.get("a")).toBe(1);
    expect(cache.size).toBe(2);
  });

  it("refuses to hold nothing", () => {
    expect(() => new LruCache(0)).toThrow("not 0");
  });
});

function source(overrides: Partial<ViewDataService> = {}): ViewDataService {
  return {
    initialData: () => Promise.reject(new Error("not asked for")),
    thumbnails: vi.fn((rows: number[], column: string) => Promise.resolve(rows.map((row) => `${column}${row}`))),
    image: vi.fn((row: number, column: string, side: number) => Promise.resolve(`${column}${row}@${side}`)),
    ...overrides,
  };
}

describe("CachedService", () => {
  let frame: (() => void)[] = [];
  const nextFrame = (run: () => void) => void frame.push(run);
  const paint = () => frame.splice(0).forEach((run) => run());
  beforeEach(() => (frame = []));

  it("gathers the thumbnails of one frame, a request for each column and batch", async () => {
    const from = source();
    const service = new CachedService(from, nextFrame);
    const asked = [...Array(BATCH + 2).keys()].map((row) => service.thumbnail(row, "damaged"));
    asked.push(service.thumbnail(3, "truth"), service.thumbnail(3, "truth"));
    expect(from.thumbnails).not.toHaveBeenCalled();
    expect(frame).toHaveLength(1);
    paint();
    const answers = await Promise.all(asked);
    expect(answers[5]).toBe("damaged5");
    expect(answers.at(-1)).toBe("truth3");
    expect(vi.mocked(from.thumbnails).mock.calls.map(([rows, column]) => [rows.length, column])).toEqual([
      [BATCH, "damaged"],
      [2, "damaged"],
      [1, "truth"],
    ]);
  });

  it("asks once for a picture, but again after a failure", async () => {
    const image = vi.fn().mockRejectedValueOnce(new Error("late")).mockResolvedValue("data:x");
    const service = new CachedService(source({ image }), nextFrame);
    await expect(service.image(1, "truth", 0)).rejects.toThrow("late");
    expect(await service.image(1, "truth", 0)).toBe("data:x");
    expect(await service.image(1, "truth", 0)).toBe("data:x");
    expect(image).toHaveBeenCalledTimes(2);
  });

  it("passes a failed batch on to all who wait", async () => {
    const thumbnails = vi.fn().mockRejectedValue(new Error("gone"));
    const service = new CachedService(source({ thumbnails }), nextFrame);
    const both = [service.thumbnail(0, "a"), service.thumbnail(1, "a")];
    paint();
    for (const one of both) {
      await expect(one).rejects.toThrow("gone");
    }
  });

  it("gives an empty text where the source answers too little", async () => {
    const service = new CachedService(source({ thumbnails: () => Promise.resolve(["x"]) }), nextFrame);
    const both = service.thumbnails([0, 1], "a");
    paint();
    expect(await both).toEqual(["x", ""]);
  });
});

describe("EmbeddedService", () => {
  const block = (id: string, text: string, type = "text/plain") => {
    const script = document.createElement("script");
    script.type = type;
    script.id = id;
    script.textContent = text;
    document.body.append(script);
    return script;
  };
  const data = { view: "training", title: "T", columns: ["step"], rows: [], notes: [] };
  let state: DocumentReadyState = "complete";
  beforeEach(() => {
    document.body.innerHTML = "";
    state = "complete";
    vi.spyOn(document, "readyState", "get").mockImplementation(() => state);
  });

  it("reads the initial data and the blocks", async () => {
    block("restauro-initial-data", JSON.stringify({ result: data }).replaceAll("<", "\\u003c"), "application/json");
    block("restauro-thumbnail-0-restored:1", " data:a\n");
    block("restauro-image-0-restored:1", "data:b");
    expect(EmbeddedService.isIn()).toBe(true);
    const service = new EmbeddedService();
    expect(await service.initialData()).toEqual(data);
    expect(await service.thumbnails([0, 1], "restored:1")).toEqual(["data:a", ""]);
    expect(await service.image(0, "restored:1")).toBe("data:b");
  });

  it("shows the thumbnail where the page holds no full picture", async () => {
    block("restauro-thumbnail-0-truth", "data:a");
    expect(await new EmbeddedService().image(0, "truth")).toBe("data:a");
    expect(EmbeddedService.isIn()).toBe(false);
  });

  it("waits for blocks that are not parsed yet, and for the end of the last one", async () => {
    state = "loading";
    const service = new EmbeddedService();
    const asked = service.thumbnails([0, 1, 2], "damaged");
    block("restauro-thumbnail-0-damaged", "data:0");
    const growing = block("restauro-thumbnail-1-damaged", "data:half");
    await new Promise((resolve) => setTimeout(resolve, 80));
    growing.textContent = "data:whole";
    state = "interactive";
    document.dispatchEvent(new Event("DOMContentLoaded"));
    expect(await asked).toEqual(["data:0", "data:whole", ""]);
  });

  it("says what is wrong with the data", async () => {
    const initial = block("restauro-initial-data", "{", "application/json");
    await expect(new EmbeddedService().initialData()).rejects.toThrow("not JSON");
    initial.textContent = JSON.stringify({ userError: { message: "The table is empty", details: "no rows" } });
    await expect(new EmbeddedService().initialData()).rejects.toMatchObject({
      message: "The table is empty",
      details: "no rows",
    });
    initial.textContent = JSON.stringify({ internalError: { stackTrace: ["a", "b"] } });
    await expect(new EmbeddedService().initialData()).rejects.toMatchObject({ details: "a\nb" });
  });
});

describe("KnimeService", () => {
  const knime = (overrides: Partial<KnimeDataService & { handleError: (alert: unknown) => void }>) =>
    ({
      initialData: () => Promise.resolve(undefined),
      data: () => Promise.resolve(undefined),
      handleError: vi.fn(),
      ...overrides,
    }) as KnimeDataService & { handleError: (alert: unknown) => void };

  it("asks the node's methods with their parameters", async () => {
    const data = vi.fn().mockResolvedValueOnce(["data:a", ""]).mockResolvedValueOnce("data:b");
    const service = new KnimeService(knime({ data }));
    expect(await service.thumbnails([4, 5], "damaged")).toEqual(["data:a", ""]);
    expect(await service.image(4, "truth", 0)).toBe("data:b");
    expect(data.mock.calls).toEqual([
      [{ method: "thumbnails", options: [[4, 5], "damaged"] }],
      [{ method: "image", options: [4, "truth", 0] }],
    ]);
  });

  it("hands KNIME's alert on as the error's text, and still lets KNIME show it", async () => {
    const shown = vi.fn();
    const fake = knime({ handleError: shown });
    fake.initialData = () => {
      fake.handleError({ message: "The node has no data", data: { details: "Execute it again" } });
      return Promise.resolve(undefined);
    };
    await expect(new KnimeService(fake).initialData()).rejects.toMatchObject({
      message: "The node has no data",
      details: "Execute it again",
    });
    expect(shown).toHaveBeenCalledOnce();
  });

  it("says that there is nothing to show where no data and no alert came", async () => {
    await expect(new KnimeService(knime({})).initialData()).rejects.toThrow("There is nothing to show");
  });

  it("says that KNIME did not answer", async () => {
    const service = new KnimeService(knime({ data: () => Promise.reject(new Error("timed out")) }));
    await expect(service.image(0, "truth", 0)).rejects.toMatchObject({
      message: "KNIME did not answer in time.",
      details: "Error: timed out",
    });
  });

  it("explains a page that was opened by itself", async () => {
    await expect(KnimeService.connect()).rejects.toThrow("opened by itself");
  });
});

describe("asViewData", () => {
  it("refuses data of an unknown view", () => {
    expect(() => asViewData({ view: "table" })).toThrow(DataError);
    expect(() => asViewData({ view: "table" })).toThrow('its data is for "table"');
    expect(() => asViewData(null)).toThrow("given no data");
  });

  it("adds the notes where there are none", () => {
    expect(asViewData({ view: "training" }).notes).toEqual([]);
  });
});
