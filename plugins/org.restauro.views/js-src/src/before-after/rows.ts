// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the list: which, in which order, and what is said of them.
import { number, percent } from "../charts/numbers";
import type { Column, MetricInfo, Role, Row } from "../data";

export interface Order {
  key: string;
  label: string;
  /** What the value is called on a row; the label where it is absent. */
  short?: string;
  /** What is compared; a null comes last in either direction. */
  value: (row: Row) => number | string | null;
}

export interface ListedRow {
  /** The row's place in the data, which its pictures are asked for with. */
  index: number;
  row: Row;
}

/** Whether a row's status tells of a problem; one that begins with "ok" only says what was done. */
export function isProblem(status: string | undefined): boolean {
  return !!status && !/^ok\b/i.test(status);
}

/** The status without the "ok" that the look of the row says already. */
export function spokenStatus(status: string | undefined): string {
  return (status ?? "").replace(/^ok\b[:,;]?\s*/i, "");
}

/** The orders that the data offers: as given, name, holes, time, status, and each score of each variant. */
export function ordersOf(rows: Row[], metrics: MetricInfo[], columns: Column[]): Order[] {
  const restored = columns.filter((column) => column.role === "restored");
  const orders: Order[] = [
    { key: "given", label: "Order of the table", value: () => 0 },
    { key: "name", label: "Name", value: (row) => row.name },
  ];
  if (rows.some((row) => typeof row.holeRatio === "number")) {
    orders.push({ key: "holes", label: "Hole ratio", value: (row) => row.holeRatio ?? null });
  }
  if (rows.some((row) => typeof row.seconds === "number")) {
    orders.push({ key: "seconds", label: "Seconds", value: (row) => row.seconds ?? null });
  }
  if (rows.some((row) => row.status)) {
    orders.push({ key: "status", label: "Status", value: (row) => row.status || null });
  }
  for (const metric of metrics) {
    restored.forEach((column, i) => {
      if (rows.some((row) => typeof row.scores?.[metric.key]?.[i] === "number")) {
        orders.push({
          key: `score ${metric.key} ${i}`,
          label: restored.length > 1 ? `${metric.label}, ${column.label}` : metric.label,
          short: metric.label,
          value: (row) => row.scores?.[metric.key]?.[i] ?? null,
        });
      }
    });
  }
  return orders;
}

/** Rows whose name or status holds all words of a text, in an order. */
export function listed(rows: Row[], text: string, order: Order | undefined, descending: boolean): ListedRow[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => {
      const where = `${row.name} ${row.status ?? ""}`.toLocaleLowerCase();
      return words.every((word) => where.includes(word));
    });
  if (!order || order.key === "given") {
    return descending ? found.reverse() : found;
  }
  const names = new Intl.Collator(undefined, { numeric: true });
  const sign = descending ? -1 : 1;
  return found
    .map((one) => ({ one, value: order.value(one.row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null) || a.one.index - b.one.index;
      }
      const compared =
        typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value
          : names.compare(String(a.value), String(b.value));
      return sign * compared || a.one.index - b.one.index;
    })
    .map(({ one }) => one);
}

/** The best of some scores: indices, none where fewer than two are there. */
export function bestOf(scores: (number | null)[], higherIsBetter: boolean): number[] {
  const values = scores.filter((score): score is number => typeof score === "number" && !Number.isNaN(score));
  if (values.length < 2) {
    return [];
  }
  const best = higherIsBetter ? Math.max(...values) : Math.min(...values);
  return scores.flatMap((score, i) => (score === best ? [i] : []));
}

/** One line on a row: the score it is sorted by or its first, or the time; and its holes. */
export function lineOn(row: Row, metrics: MetricInfo[], order: Order | undefined): string {
  const parts: string[] = [];
  const first = metrics[0];
  if (order?.key.startsWith("score ")) {
    parts.push(`${order.short} ${number(order.value(row) as number | null)}`);
  } else if (order?.key === "seconds" && typeof row.seconds === "number") {
    parts.push(seconds(row.seconds));
  } else if (first) {
    const scores = row.scores?.[first.key] ?? [];
    const best = bestOf([...scores, null], first.higherIsBetter)[0] ?? scores.findIndex((score) => score !== null);
    if (typeof scores[best] === "number") {
      parts.push(`${first.label} ${number(scores[best])}`);
    }
  }
  if (typeof row.holeRatio === "number") {
    parts.push(`${percent(row.holeRatio)} holes`);
  }
  return parts.join(" · ");
}

/** A duration of work on one picture: 0.42 s, 8.1 s, 95 s. */
export function seconds(value: number): string {
  return `${value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0)} s`;
}

/** The columns with pictures that can be looked at: all but the mask. */
export function pictureColumns(columns: Column[]): Column[] {
  return columns.filter((column) => column.role !== "mask");
}

export function isPresent(row: Row, columns: Column[], key: string): boolean {
  const i = columns.findIndex((column) => column.key === key);
  return i >= 0 && row.present[i] === true;
}

/** Why a row has no picture in a column. */
export function reasonFor(row: Row, columns: Column[], key: string): string {
  const i = columns.findIndex((column) => column.key === key);
  return row.reasons?.[i] || row.status || "No picture in this column";
}

/**
 * The two pictures to compare first: that of a role, or else the damaged or the true one, with the
 * first restored one.
 */
export function firstPair(columns: Column[], role: Role): [string, string] {
  const pictures = pictureColumns(columns);
  const of = (wanted: Role) => pictures.find((column) => column.role === wanted)?.key;
  const left = of(role) ?? of("damaged") ?? of("truth") ?? pictures[0]?.key ?? "";
  const right = of("restored") ?? pictures.find((column) => column.key !== left)?.key ?? left;
  return [left, right];
}
