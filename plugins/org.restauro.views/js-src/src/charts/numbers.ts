// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them.
import { isValue, type Value } from "./statistics";

/** What stands for a value that is not there. */
export const MISSING = "–";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Digits of the largest and of the smallest value of a group that are shown at least. */
const LARGEST = 4;
const SMALLEST = 3;
const MORE = 3;
const MOST_DECIMALS = 10;

/** With a real minus sign. */
function signed(text: string): string {
  return text.replace(/^-/, "−").replace("e-", "e−").replace("e+", "e");
}

/** Three to four digits that tell: 0.0123, 1.234, 21.35, 154.2. */
export function number(v: Value): string {
  if (!isValue(v)) return MISSING;
  const size = Math.abs(v);
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 1e6) return signed(v.toExponential(2));
  const digits = size < 1 ? 4 : size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0;
  return signed(v.toFixed(digits));
}

/**
 * A format for values that are compared with each other: the same decimals, and where wanted enough of
 * them to tell all apart.
 */
export function formatFor(values: Iterable<Value>, apart = true): (v: Value) => string {
  const all = [...values].filter(isValue);
  const sizes = all.map(Math.abs).filter((v) => v > 0);
  if (sizes.length === 0) return number;
  const largest = sizes.reduce((a, b) => Math.max(a, b));
  if (largest < 1e-4 || largest >= 1e7) {
    return (v) => (isValue(v) ? (v === 0 ? "0" : signed(v.toExponential(3))) : MISSING);
  }
  if (all.every(Number.isInteger)) return (v) => (isValue(v) ? signed(plain(v, 0)) : MISSING);
  const power = (v: number) => Math.floor(Math.log10(v));
  const base = Math.max(0, LARGEST - 1 - power(largest));
  let decimals = apart
    ? Math.max(base, Math.min(base + MORE, SMALLEST - 1 - power(sizes.reduce((a, b) => Math.min(a, b)))))
    : base;
  const different = new Set(all).size;
  while (apart && decimals < base + MORE && new Set(all.map((v) => v.toFixed(decimals))).size < different) {
    decimals++;
  }
  decimals = Math.min(MOST_DECIMALS, decimals);
  return (v) => (isValue(v) ? signed(plain(v, decimals)) : MISSING);
}

function plain(v: number, decimals: number): string {
  const text = v.toFixed(decimals);
  return Number(text) === 0 ? text.replace(/^-/, "") : text;
}

/** A difference with its sign, and 0 without. */
export function difference(v: Value, format: (v: Value) => string): string {
  if (!isValue(v)) return MISSING;
  const text = format(v);
  return v > 0 ? "+" + text : text;
}

/** 12345 as 12,345. */
export function grouped(v: number): string {
  return signed(
    Math.round(v)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ","),
  );
}

/** Images in thousands. */
export function kimg(images: number): string {
  const k = images / 1000;
  if (k >= 1000) return grouped(k);
  return k >= 100 ? k.toFixed(0) : k.toFixed(k >= 10 ? 1 : 2).replace(/\.?0+$/, "");
}

/** A duration with two units at most: 41 s, 12 min, 3 h 05 min, 2 d 4 h. */
export function duration(seconds: Value): string {
  if (!isValue(seconds)) return "unknown";
  const s = Math.max(0, Math.round(seconds));
  if (s < MINUTE) return s + " s";
  if (s < HOUR) return Math.floor(s / MINUTE) + " min";
  if (s < DAY) {
    return Math.floor(s / HOUR) + " h " + String(Math.floor((s % HOUR) / MINUTE)).padStart(2, "0") + " min";
  }
  return Math.floor(s / DAY) + " d " + Math.floor((s % DAY) / HOUR) + " h";
}

/** A share of 1 in per cent: 0.123 as 12 %, 0.0123 as 1.2 %. */
export function percent(share: Value): string {
  if (!isValue(share)) return MISSING;
  const p = 100 * share;
  return signed(p.toFixed(p !== 0 && Math.abs(p) < 10 ? 1 : 0)) + " %";
}

/** One thing or several: count(1, "image") is "1 image". */
export function count(n: number, thing: string): string {
  return grouped(n) + " " + thing + (n === 1 ? "" : "s");
}
