// SPDX-License-Identifier: GPL-3.0-or-later
import { describe, expect, it } from "vitest";
import type { TrainingData } from "../data/types";
import { bestOf, columnOf, groupsOf, recentSpeed } from "./groups";

function log(columns: string[], ...rows: (number | null)[][]): TrainingData {
  return { view: "training", title: "", notes: [], columns, rows };
}

const FIRST = ["step", "images", "seconds", "images per second"];

describe("groupsOf", () => {
  it("puts together what belongs together and leaves out what is empty", () => {
    const data = log(
      [
        ...FIRST,
        "Loss/G/loss",
        "Loss/G/loss_s1",
        "Loss/D/loss",
        "Valid/psnr",
        "Valid/fid",
        "Grad/Gmain",
        "Rate/G",
        "Skipped",
        "Mine",
      ],
      [1, 8, 1, 8, 2, 1, null, 30, 5, 0.5, 0.001, 0, 7],
    );
    expect(groupsOf(data).map((g) => [g.name, g.plots.map((p) => p.title)])).toEqual([
      ["Validation on held-out images", ["PSNR, dB", "Other scores"]],
      ["Losses", ["Generator loss"]],
      ["Gradients", ["Gradient norms"]],
      ["Learning rates", ["Learning rates"]],
      ["Speed", ["Images a second"]],
      ["Other values", ["Mine"]],
    ]);
    const [validation, losses] = groupsOf(data);
    expect(validation!.plots[0]).toMatchObject({ exact: true, marksSkipped: false });
    expect(losses!.plots[0]).toMatchObject({ exact: false, marksSkipped: true });
    expect(losses!.plots[0]!.lines.map((l) => l.label)).toEqual(["image", "stage 1"]);
  });
  it("shows skipped updates once there is one", () => {
    const titles = groupsOf(log([...FIRST, "Skipped"], [1, 1, 1, null, 0], [2, 2, 2, null, 3])).flatMap((g) => g.plots);
    expect(titles).toEqual([
      {
        title: "Skipped updates",
        lines: [{ column: "Skipped", label: "since the tick before" }],
        exact: true,
        marksSkipped: false,
      },
    ]);
  });
  it("has nothing for an empty log", () => {
    expect(groupsOf(log(FIRST))).toEqual([]);
    expect(columnOf(log(FIRST), "nothing")).toEqual([]);
  });
});

it("finds the best evaluation, the lowest where lower is better", () => {
  expect(bestOf(log(["Valid/l1_hole"], [0.3], [0.1], [0.2]))).toMatchObject({ value: 0.1, index: 1 });
  expect(bestOf(log(["Valid/l1_hole", "Valid/psnr_hole"], [0.3, 20], [0.1, 25], [0.2, null]))).toMatchObject({
    value: 25,
    index: 1,
    unit: "dB",
  });
  expect(bestOf(log(FIRST))).toBeNull();
});

it("takes the recent speed from images and seconds", () => {
  expect(recentSpeed(log(FIRST, [1, 100, 10, 1], [2, 300, 20, 1]))).toBe(20);
  expect(recentSpeed(log(FIRST, [1, null, null, 5]))).toBe(5);
  expect(recentSpeed(log(FIRST))).toBeNull();
});
