// SPDX-License-Identifier: GPL-3.0-or-later
// Comma-separated values as RFC 4180 defines them.

export type Cell = string | number | boolean | null | undefined;

/** Spreadsheets take a text that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Numbers keep all their digits, what is missing is empty, and no text can become a formula. */
function field(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  let text = String(cell);
  if (FORMULA.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) || text !== text.trim() ? '"' + text.replace(/"/g, '""') + '"' : text;
}

/** Lines end with CR LF, the last one too. */
export function csv(rows: Cell[][]): string {
  return rows.map((row) => row.map(field).join(",") + "\r\n").join("");
}
