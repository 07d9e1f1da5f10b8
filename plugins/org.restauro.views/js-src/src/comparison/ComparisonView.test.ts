// SPDX-License-Identifier: GPL-3.0-or-later
// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp, nextTick, type App } from "vue";
import { CachedService, type ComparisonData } from "../data";
import ComparisonView from "./ComparisonView.vue";

// Nothing is near the screen, so that no chart is drawn: there is no canvas here.
class Nowhere {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const data: ComparisonData = {
  view: "comparison",
  title: "Two",
  models: ["A", "B"],
  metrics: [
    {
      key: "fid",
      label: "FID",
      higherIsBetter: false,
      values: [10, 12],
      best: [0],
      definition: "Of two sets.",
      warnings: "Few images.",
    },
    { key: "psnr", label: "PSNR", higherIsBetter: true, values: [20, null], best: [] },
  ],
  samples: {
    columns: [
      { key: "damaged", label: "Damaged", role: "damaged" },
      { key: "restored:0", label: "A", role: "restored" },
      { key: "restored:1", label: "B", role: "restored" },
    ],
    metrics: [{ key: "psnr", label: "PSNR", higherIsBetter: true }],
    rows: [30, 10, 20].map((v, i) => ({
      name: "image " + i,
      size: [4, 4],
      present: [true, true, true],
      scores: { psnr: [v, v + i] },
    })),
    notes: [],
  },
  notes: [],
};

let app: App;
let root: HTMLElement;
const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
const texts = (selector: string) => all(selector).map((e) => e.textContent!.replace(/\s+/g, " ").trim());

async function show(shown: ComparisonData): Promise<void> {
  const service = new CachedService({
    initialData: async () => shown,
    thumbnails: async (rows) => rows.map(() => ""),
    image: async () => "",
  });
  root = document.createElement("div");
  document.body.append(root);
  app = createApp(ComparisonView, { data: shown, service });
  app.mount(root);
  await nextTick();
}

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Nowhere);
  vi.stubGlobal("ResizeObserver", Nowhere);
});

afterEach(() => {
  app.unmount();
  root.remove();
  vi.unstubAllGlobals();
});

describe("the comparison", () => {
  it("marks the best by more than colour, and says what is missing", async () => {
    await show(data);
    expect(texts('[data-testid="metric-table"] td.best')).toEqual(["★ 10best"]);
    expect(texts('[data-testid="metric-table"] tbody td').filter((t) => t.includes("no value"))).toHaveLength(1);
    expect(texts('[data-testid="metric-table"] .way').slice(1)).toEqual(["↓ lower", "↑ higher"]);
  });

  it("shows definition and warnings on demand", async () => {
    await show(data);
    expect(root.textContent).not.toContain("Of two sets.");
    const more = root.querySelector<HTMLElement>(".more")!;
    more.click();
    await nextTick();
    expect(more.getAttribute("aria-expanded")).toBe("true");
    expect(root.textContent).toContain("Of two sets.");
    expect(root.textContent).toContain("Few images.");
  });

  it("lists the worst and the most different first", async () => {
    await show(data);
    expect(root.querySelector<HTMLSelectElement>('[data-testid="metric-select"]')!.value).toBe("psnr");
    expect(texts('[data-testid="worst-list"] .name')).toEqual(["image 1", "image 2", "image 0"]);
    expect(texts('[data-testid="different-list"] .name')).toEqual(["image 2", "image 1"]);
  });

  it("says which metrics images have where the chosen one has none", async () => {
    await show(data);
    const select = root.querySelector<HTMLSelectElement>('[data-testid="metric-select"]')!;
    select.value = "fid";
    select.dispatchEvent(new Event("change"));
    await nextTick();
    expect(texts('[data-testid="worst-list"]')[0]).toContain("No single image has a value of FID.");
    root.querySelector<HTMLElement>(".offers button")!.click();
    await nextTick();
    expect(select.value).toBe("psnr");
  });

  it("says what to connect where there are no samples", async () => {
    await show({ ...data, samples: null });
    expect(texts('[data-testid="no-samples"]')[0]).toContain("Connect sample tables");
    expect(all('[data-testid="worst-list"], [data-testid="different-list"]')).toEqual([]);
    expect(all('[data-testid="scatter-x"]')).toHaveLength(1);
  });
});
