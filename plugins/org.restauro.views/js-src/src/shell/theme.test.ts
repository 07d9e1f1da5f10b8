// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/shell/theme.css", "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

function variables(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]));
}

/** Contrast of two colours as WCAG 2 defines it, 1 to 21. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((i) => {
      const v = parseInt(colour.slice(i, i + 2), 16) / 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

describe.each([
  ["light", ":root"],
  ["dark", ':root[data-theme="dark"]'],
])("the %s theme", (_, selector) => {
  const theme = variables(selector);
  const backgrounds = ["--page", "--surface", "--raised"];
  const pairs = (inks: string[], papers: string[]) => inks.flatMap((ink) => papers.map((paper) => [ink, paper] as const));

  it.each([
    ...pairs(["--text", "--quiet", "--accent", "--good", "--warning", "--bad"], backgrounds),
    ...pairs(["--text"], ["--accent-soft", "--good-soft", "--warning-soft", "--stage"]),
    ...pairs(["--bad"], ["--accent-soft"]),
    ["--on-accent", "--accent"] as const,
  ])("has text %s readable on %s", (ink, paper) => {
    expect(contrast(theme[ink]!, theme[paper]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(
    pairs(
      ["--control-line", ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => `--series-${i}`)],
      ["--page", "--surface"],
    ),
  )("has lines %s visible on %s", (ink, paper) => {
    expect(contrast(theme[ink]!, theme[paper]!)).toBeGreaterThanOrEqual(3);
  });
});
