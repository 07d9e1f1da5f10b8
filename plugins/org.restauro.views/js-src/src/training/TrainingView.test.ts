// SPDX-License-Identifier: GPL-3.0-or-later
// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, nextTick, type App } from "vue";
import type { TrainingData } from "../data";
import TrainingView from "./TrainingView.vue";

// Nothing is near the screen, so that no chart is drawn: there is no canvas here.
class Nowhere {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const data: TrainingData = {
  view: "training",
  title: "Run",
  columns: ["step", "images", "seconds", "images per second", "Loss/G/loss", "Valid/psnr_hole", "Skipped"],
  rows: [
    [10, 4000, 200, 20, 2.5, 20, 0],
    [20, 8000, 400, 20, 2.25, 24, 3],
    [30, 12000, 7600, 20, 2, null, 0],
  ],
  notes: [],
};

let app: App;
let root: HTMLElement;
const texts = (selector: string) =>
  [...root.querySelectorAll(selector)].map((e) => e.textContent!.replace(/\s+/g, " ").trim());

function show(shown: TrainingData): void {
  root = document.createElement("div");
  document.body.append(root);
  app = createApp(TrainingView, { data: shown });
  app.mount(root);
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

it("tells where the run is and where it was best", () => {
  show(data);
  const said = texts(".figures > div");
  expect(said).toContain("Images seen12 kimg30 steps");
  expect(said).toContain("Time2 h 06 min3 ticks");
  expect(said).toContain("Best PSNR in holes24.00 dBat 8 kimg");
  expect(said).toContain("Generator loss2.000latest");
  expect(said).toContain("Skipped updates3in all");
});

it("groups curves and shows their latest values", () => {
  show(data);
  expect([...root.querySelectorAll<HTMLElement>('[data-testid="series-group"]')].map((e) => e.dataset.group)).toEqual([
    "Validation on held-out images",
    "Losses",
    "Gradients",
    "Speed",
  ]);
  expect(texts(".legend")).toEqual(["holes 24.00", "image 2.000", "since the tick before 0", "all included 20.00"]);
});

it("changes the axis and the part that is shown", async () => {
  show(data);
  root.querySelector<HTMLElement>('[data-testid="axis-seconds"]')!.click();
  await nextTick();
  const to = root.querySelector<HTMLInputElement>('[data-testid="range-to"]')!;
  expect(texts(".range")[0]).toContain("hours");
  expect(Number(to.value)).toBeCloseTo(2.1111, 3);
  const whole = root.querySelector<HTMLButtonElement>('[data-testid="range-whole"]')!;
  expect(whole.disabled).toBe(true);
  to.value = "1";
  to.dispatchEvent(new Event("change"));
  await nextTick();
  expect(whole.disabled).toBe(false);
  whole.click();
  await nextTick();
  expect(Number(to.value)).toBeCloseTo(2.1111, 3);
});

it("says so while there is nothing to show", () => {
  show({ ...data, rows: [] });
  expect(root.textContent).toContain("Curves appear with its first tick");
});
