// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const KIMG = 1000;
  const COLOURS = 6;

  /** An element with text; texts never become markup. */
  function el(tag, name, text) {
    const e = document.createElement(tag);
    if (name) e.className = name;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  function add(parent, ...children) {
    children.forEach((c) => parent.appendChild(c));
    return parent;
  }

  function svg(tag, attributes) {
    const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in attributes) e.setAttribute(name, attributes[name]);
    return e;
  }

  // ---- numbers ----

  function number(v) {
    if (v === null || v === undefined) return "–";
    const a = Math.abs(v);
    if (a === 0) return "0";
    if (a < 1e-3 || a >= 1e6) return v.toExponential(2).replace("e-", "e−").replace("e+", "e").replace(/^-/, "−");
    const digits = a < 1 ? 4 : a < 10 ? 3 : a < 100 ? 2 : a < 1000 ? 1 : 0;
    return v.toFixed(digits).replace(/^-/, "−");
  }

  function grouped(v) {
    return Math.round(v).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function kimg(images) {
    const k = images / KIMG;
    return k >= 1000 ? grouped(k) : k >= 100 ? k.toFixed(0) : k.toFixed(k >= 10 ? 1 : 2).replace(/\.?0+$/, "");
  }

  function moment(text) {
    const t = new Date(text);
    const two = (n) => String(n).padStart(2, "0");
    return t.getFullYear() + "-" + two(t.getMonth() + 1) + "-" + two(t.getDate()) + " " + two(t.getHours()) + ":" + two(t.getMinutes());
  }

  // ---- head ----

  function head() {
    const names = { running: "Running", finished: "Finished", stopped: "Stopped", failed: "Failed" };
    byId("state").textContent = names[data.state];
    byId("state").classList.add(data.state);
    byId("updated").textContent = "Written " + moment(data.updated);
    if (data.reason) {
      byId("reason").textContent = data.reason;
      byId("reason").hidden = false;
    }
    const bar = byId("progress");
    if (data.share !== undefined) {
      bar.hidden = false;
      bar.classList.add(data.state);
      bar.firstElementChild.style.width = 100 * data.share + "%";
      bar.setAttribute("aria-valuenow", Math.floor(100 * data.share));
    }
    const course = [];
    if (data.share !== undefined) course.push(Math.floor(100 * data.share) + " %");
    course.push(kimg(data.images) + (data.totalImages ? " of " + kimg(data.totalImages) : "") + " kimg");
    course.push(data.elapsed + (data.totalTime ? " of " + data.totalTime : "") + " so far");
    if (data.left) course.push(data.left + " left");
    course.forEach((text) => add(byId("course"), el("span", "", text)));
  }

  function figure(name, value, unit, note) {
    const v = el("div", "value", value);
    if (unit) add(v, el("span", "unit", " " + unit));
    const f = add(el("div", "figure"), el("div", "name", name), v);
    if (note) add(f, el("div", "note", note));
    add(byId("figures"), f);
  }

  function latest(name) {
    const column = data.series[name] || [];
    for (let i = column.length - 1; i >= 0; i--) if (column[i] !== null) return column[i];
    return null;
  }

  function figures() {
    figure("Images seen", kimg(data.images), "kimg", grouped(data.step) + " steps");
    figure("Speed", number(data.imagesPerSecond), "img/s", "recent mean");
    if (data.best) {
      const names = { "Valid/psnr_hole": ["Best PSNR in holes", "dB"], "Valid/ssim_hole": ["Best SSIM in holes", ""], "Valid/l1_hole": ["Best L1 in holes", ""], "Valid/fid": ["Best FID", ""] };
      const n = names[data.best.name] || ["Best " + data.best.name, ""];
      figure(n[0], number(data.best.value), n[1], "at " + kimg(data.best.images) + " kimg");
    }
    [["Valid/ssim_hole", "SSIM in holes"], ["Loss/G/loss", "Generator loss"], ["Loss/D/loss", "Discriminator loss"]].forEach(([key, name]) => {
      const v = latest(key);
      if (v !== null) figure(name, number(v), "", "latest");
    });
    if (data.skipped > 0) figure("Skipped updates", grouped(data.skipped), "", "in all");
  }

  function samples() {
    if (!data.samples) return;
    byId("samples").hidden = false;
    byId("samples-note").textContent = data.samples.what + ", after " + kimg(data.samples.images) + " kimg";
    const tiles = data.samples.tiles;
    const kinds = data.samples.kinds;
    for (let i = 0; i + kinds.length <= tiles.length; i += kinds.length) {
      const strip = el("figure", "strip");
      kinds.forEach((kind, k) => {
        const img = el("img");
        img.src = tiles[i + k];
        img.alt = "Sample " + (i / kinds.length + 1) + ", " + kind;
        add(strip, img);
        add(strip, el("span", "", kind));
      });
      add(byId("strips"), strip);
    }
  }

  // ---- curves ----

  const CHAPTERS = [
    ["Validation on held-out images", [
      ["PSNR, dB", { "Valid/psnr_hole": "holes", "Plain/psnr_hole": "holes, without reference", "Valid/psnr": "whole image" }],
      ["SSIM in holes", { "Valid/ssim_hole": "holes" }],
      ["L1 in holes", { "Valid/l1_hole": "holes" }],
    ]],
    ["Pictures made", [
      ["FID", { "Valid/fid": "averaged generator" }],
    ]],
    ["Training", [
      ["Generator loss", { "Loss/G/loss": "image", "Loss/G/loss_s1": "stage 1" }],
      ["Discriminator loss", { "Loss/D/loss": "image", "Loss/D/loss_s1": "stage 1" }],
      ["Difference to the original, L1", { "Loss/G/l1_loss": "image", "Loss/G/hole_l1": "holes", "Loss/G/hole_l1_s1": "holes, stage 1" }],
      ["Perceptual distance", { "Loss/G/pcp_loss": "VGG-19" }],
      ["Path length", { "Loss/pl_penalty": "penalty", "Loss/pl_lengths": "length" }],
      ["Gradient penalty R1", { "Loss/r1_penalty": "image", "Loss/r1_penalty_s1": "stage 1" }],
      ["Gradient penalty R2", { "Loss/r2_penalty": "image" }],
      ["Scores", { "Loss/scores/real": "real", "Loss/scores/fake": "made", "Loss/scores/real_s1": "real, stage 1", "Loss/scores/fake_s1": "stage 1" }],
      ["Signs of scores", { "Loss/signs/real": "real", "Loss/signs/fake": "made", "Loss/signs/real_s1": "real, stage 1", "Loss/signs/fake_s1": "stage 1" }],
      ["Augmentation probability", { "Augment/p": "p" }],
      ["Level of detail", { "Progress/lod": "levels that are not there yet" }],
      ["Images a step", { "Progress/batch": "on each device" }],
      ["Memory", "Memory/"],
      ["Gradient norms", "Grad/"],
      ["Learning rates", "Rate/"],
      ["Images a second", { "": "all included" }],
      ["Seconds a step", { "Time/iteration": "in all", "Time/data": "waiting for images" }],
      ["Skipped updates", { Skipped: "since the tick before" }],
    ]],
  ];

  /** What is set, counted or measured on fixed samples is shown as it is. */
  const EXACT = /^(Valid|Rate|Augment|Progress)\/|^Skipped$/;

  const HEIGHT = 190;
  const MARGIN = { left: 46, right: 14, top: 10, bottom: 22 };
  const view = { log: false, smoothing: 80 };
  const charts = [];

  function column(name) {
    return name === "" ? data.speed : data.series[name];
  }

  function hasValues(name) {
    const c = column(name);
    return !!c && c.some((v) => v !== null) && (name !== "Skipped" || c.some((v) => v > 0));
  }

  /** A moving mean with exponential weights, unbiased at the beginning. */
  function smoothed(values, share) {
    let sum = 0, weight = 0;
    return values.map((v) => {
      if (v === null) return null;
      sum = share * sum + (1 - share) * v;
      weight = share * weight + (1 - share);
      return sum / weight;
    });
  }

  function makeChart(title, series) {
    const card = el("div", "chart");
    const at = el("span", "", "");
    add(card, add(el("div", "top"), el("h3", "", title), at));
    const legend = el("div", "legend");
    const lines = series.map(([name, label], i) => {
      const colour = "k" + (i % COLOURS);
      const value = el("b");
      add(legend, add(el("span", colour), el("i"), document.createTextNode(label), value));
      return { name, label, colour, value, raw: column(name) };
    });
    const drawing = svg("svg", { role: "img", "aria-label": title });
    add(card, legend, drawing);
    const exact = series.every(([name]) => EXACT.test(name));
    const validation = series.every(([name]) => name.startsWith("Valid/"));
    const chart = { card, at, lines, drawing, exact, validation };
    drawing.addEventListener("pointermove", (e) => point(chart, e));
    drawing.addEventListener("pointerleave", () => hover(null));
    charts.push(chart);
    return card;
  }

  function makeCharts() {
    const used = new Set();
    CHAPTERS.forEach(([chapter, list]) => {
      const cards = [];
      list.forEach(([title, wanted]) => {
        const pairs = typeof wanted === "string"
          ? Object.keys(data.series).filter((n) => n.startsWith(wanted)).map((n) => [n, n.substring(wanted.length)])
          : Object.entries(wanted);
        pairs.forEach(([n]) => used.add(n));
        const some = pairs.filter(([n]) => hasValues(n));
        if (some.length) cards.push(makeChart(title, some));
      });
      if (cards.length) {
        add(byId("charts"), el("h3", "chapter", chapter), add(el("div", "charts"), ...cards));
      }
    });
    const rest = Object.keys(data.series).filter((n) => !used.has(n) && hasValues(n));
    if (rest.length) {
      byId("more").hidden = false;
      byId("more").firstElementChild.textContent = "All other values (" + rest.length + ")";
      rest.forEach((n) => add(byId("more").lastElementChild, makeChart(n, [[n, "value"]])));
      byId("more").addEventListener("toggle", draw);
    }
  }

  function quantile(sorted, share) {
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))];
  }

  /** What the y axis shows: all of a smooth line, all but the wildest of a raw one. */
  function range(chart, log) {
    let low = Infinity, high = -Infinity;
    chart.lines.forEach((line) => {
      const raw = line.raw.filter((v) => v !== null && (!log || v > 0)).sort((a, b) => a - b);
      const smooth = line.shown.filter((v) => v !== null && (!log || v > 0));
      const outer = chart.exact || raw.length < 50 ? 0 : 0.01;
      low = Math.min(low, quantile(raw, outer), ...smooth);
      high = Math.max(high, quantile(raw, 1 - outer), ...smooth);
    });
    if (log) {
      low = Math.log10(low);
      high = Math.log10(high);
    }
    const room = high > low ? (high - low) * 0.06 : Math.abs(high) * 0.1 || (log ? 0.1 : 1);
    const floor = !log && low >= 0 && low - room < 0 ? 0 : low - room;
    return [floor, high + room];
  }

  function linearTicks(low, high, count) {
    const rough = (high - low) / count;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999);
    const ticks = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
    return [ticks, step];
  }

  function tickText(v, step) {
    if (v === 0) return "0";
    const a = Math.abs(v);
    if (a < 1e-3 || a >= 1e5 || step < 5e-4) return v.toExponential(1).replace(".0e", "e").replace("e-", "e−").replace("e+", "e").replace(/^-/, "−");
    let digits = 0;
    while (digits < 6 && Math.abs(step * Math.pow(10, digits) - Math.round(step * Math.pow(10, digits))) > 1e-6) digits++;
    return v.toFixed(digits).replace(/^-/, "−");
  }

  function yTicks(low, high, log) {
    if (!log) {
      const [ticks, step] = linearTicks(low, high, 5);
      return ticks.map((v) => [v, tickText(v, step)]);
    }
    const ticks = [];
    const factors = high - low > 2.2 ? [1] : high - low > 0.9 ? [1, 2, 5] : null;
    if (!factors) {
      const [plain, step] = linearTicks(Math.pow(10, low), Math.pow(10, high), 5);
      return plain.filter((v) => v > 0).map((v) => [Math.log10(v), tickText(v, step)]);
    }
    for (let p = Math.floor(low); p <= high; p++) {
      factors.forEach((f) => {
        const y = p + Math.log10(f);
        if (y >= low && y <= high) ticks.push([y, tickText(f * Math.pow(10, p), Math.pow(10, p))]);
      });
    }
    return ticks;
  }

  function path(xs, ys) {
    let d = "";
    for (let i = 0; i < xs.length; i++) {
      if (ys[i] !== null) d += (d ? "L" : "M") + xs[i].toFixed(1) + " " + ys[i].toFixed(1);
    }
    return d;
  }

  function drawChart(chart) {
    const width = Math.max(200, chart.drawing.clientWidth);
    const root = chart.drawing;
    root.replaceChildren();
    root.setAttribute("viewBox", "0 0 " + width + " " + HEIGHT);
    const share = chart.exact ? 0 : view.smoothing / 100;
    chart.lines.forEach((line) => { line.shown = share > 0 ? smoothed(line.raw, share) : line.raw; });
    const log = view.log && chart.lines.every((line) => line.raw.every((v) => v === null || v > 0));
    const [low, high] = range(chart, log);
    const right = width - MARGIN.right, bottom = HEIGHT - MARGIN.bottom;
    const last = Math.max(1, data.x[data.x.length - 1]);
    const first = data.x.length > 1 ? Math.min(data.x[0], last * 0.02) : 0;
    const px = (images) => MARGIN.left + (images - first) / (last - first || 1) * (right - MARGIN.left);
    const py = (v) => v === null || (log && v <= 0) ? null : bottom - ((log ? Math.log10(v) : v) - low) / (high - low) * (bottom - MARGIN.top);
    yTicks(low, high, log).forEach(([v, text]) => {
      const y = Math.round(bottom - (v - low) / (high - low) * (bottom - MARGIN.top)) + 0.5;
      if (y < MARGIN.top - 1 || y > bottom + 1) return;
      const label = svg("text", { x: MARGIN.left - 7, y: y + 3.5, "text-anchor": "end" });
      label.textContent = text;
      add(root, svg("line", { class: "grid", x1: MARGIN.left, x2: right, y1: y, y2: y }), label);
    });
    const [xs, step] = linearTicks(first / KIMG, last / KIMG, Math.max(2, Math.floor(width / 60)));
    xs.forEach((k) => {
      const x = px(k * KIMG);
      const label = svg("text", { x, y: HEIGHT - 6, "text-anchor": x > right - 12 ? "end" : "middle" });
      label.textContent = k >= 1000 ? grouped(k) : tickText(k, step);
      if (x > MARGIN.left + 8) add(root, label);
    });
    const unit = svg("text", { x: MARGIN.left - 7, y: HEIGHT - 6, "text-anchor": "end" });
    unit.textContent = "kimg";
    add(root, unit);
    add(root, svg("line", { class: "axis", x1: MARGIN.left, x2: right, y1: bottom + 0.5, y2: bottom + 0.5 }));
    // an inner svg cuts off what lies outside the plot
    const plot = svg("svg", { x: 0, y: MARGIN.top - 6, width: width, height: bottom - MARGIN.top + 12, viewBox: "0 " + (MARGIN.top - 6) + " " + width + " " + (bottom - MARGIN.top + 12), class: "plot" });
    plot.style.height = bottom - MARGIN.top + 12 + "px";
    const x = data.x.map(px);
    if (chart.validation && data.best) best(chart, plot, px, py, right, bottom);
    chart.lines.forEach((line) => {
      if (share > 0) add(plot, svg("path", { class: "raw " + line.colour, d: path(x, line.raw.map(py)) }));
    });
    chart.lines.forEach((line) => {
      const ys = line.shown.map(py);
      add(plot, svg("path", { class: "curve " + line.colour, d: path(x, ys) }));
      if (ys.filter((v) => v !== null).length < 40) {
        ys.forEach((y, i) => { if (y !== null) add(plot, svg("circle", { class: "dot " + line.colour, cx: x[i], cy: y, r: 2.4 })); });
      }
    });
    chart.cross = svg("line", { class: "cross", y1: MARGIN.top - 4, y2: bottom });
    add(plot, chart.cross);
    add(root, plot);
    chart.px = px;
  }

  /** The best line of the log: a ring on its own curve, a dashed line in the others. */
  function best(chart, plot, px, py, right, bottom) {
    const x = px(data.best.images);
    add(plot, svg("line", { class: "best-line", x1: x, x2: x, y1: MARGIN.top - 4, y2: bottom }));
    if (!chart.lines.some((line) => line.name === data.best.name)) return;
    const y = py(data.best.value);
    const text = svg("text", { class: "best-text", x: x > (right + MARGIN.left) / 2 ? x - 9 : x + 9, y: Math.min(bottom - 6, y + 24), "text-anchor": x > (right + MARGIN.left) / 2 ? "end" : "start" });
    text.textContent = "best " + number(data.best.value);
    add(plot, text, svg("circle", { class: "best", cx: x, cy: y, r: 5 }));
  }

  function point(chart, event) {
    const box = chart.drawing.getBoundingClientRect();
    const at = event.clientX - box.left;
    let nearest = 0;
    data.x.forEach((images, i) => {
      if (Math.abs(chart.px(images) - at) < Math.abs(chart.px(data.x[nearest]) - at)) nearest = i;
    });
    hover(nearest);
  }

  /** Shows the values of one tick in all charts; null for the latest. */
  function hover(index) {
    charts.forEach((chart) => {
      if (!chart.px) return;
      chart.at.textContent = index === null ? "" : kimg(data.x[index]) + " kimg";
      chart.lines.forEach((line) => {
        let i = index === null ? line.raw.length - 1 : index;
        while (i > 0 && line.raw[i] === null) i--;
        line.value.textContent = number(line.raw[i]);
      });
      if (index !== null) {
        const x = chart.px(data.x[index]);
        chart.cross.setAttribute("x1", x);
        chart.cross.setAttribute("x2", x);
      }
      chart.cross.style.visibility = index === null ? "hidden" : "visible";
    });
  }

  function draw() {
    charts.forEach((chart) => {
      if (data.x.length && chart.drawing.clientWidth > 0) drawChart(chart);
    });
    hover(null);
  }

  // ---- tables ----

  function table() {
    if (!data.rows.length) return;
    byId("ticks").hidden = false;
    const rows = data.rows.slice().reverse();
    if (rows.length > 5) byId("table").classList.add("full");
    const names = [];
    rows.forEach((row) => Object.keys(row.values).forEach((n) => { if (!names.includes(n)) names.push(n); }));
    const line = (kind, name, texts) => {
      const tr = add(el("tr"), el("th", "", name));
      texts.forEach((t) => add(tr, el(kind, t === undefined ? "none" : "", t === undefined ? "–" : t)));
      return tr;
    };
    add(byId("table"),
      add(el("thead"), line("th", "kimg", rows.map((r) => kimg(r.images)))),
      add(el("tbody"),
        line("td", "Step", rows.map((r) => grouped(r.step))),
        line("td", "Time", rows.map((r) => r.time)),
        line("td", "Images a second", rows.map((r) => r.speed)),
        ...names.map((n) => line("td", n, rows.map((r) => r.values[n])))));
  }

  function settings() {
    if (!data.settings.length) return;
    byId("settings").hidden = false;
    data.settings.forEach((group) => {
      const list = el("dl");
      Object.entries(group.entries).forEach(([key, value]) => add(list, el("dt", "", key), el("dd", "", value === null ? "–" : String(value))));
      add(byId("groups"), add(el("div", "group"), el("h3", "", group.name), list));
    });
  }

  // ---- what the reader chose survives a reload ----

  const KEY = "restauro-report";

  function recall() {
    try {
      Object.assign(view, JSON.parse(sessionStorage.getItem(KEY) || "{}"));
    } catch (e) {
      // a browser may keep nothing for files; then each visit begins anew
    }
  }

  function choose(change) {
    Object.assign(view, change);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(view));
    } catch (e) {
      // see above
    }
    show();
    draw();
  }

  function show() {
    byId("linear").setAttribute("aria-pressed", String(!view.log));
    byId("log").setAttribute("aria-pressed", String(view.log));
    byId("smoothing").value = view.smoothing;
    byId("smoothing-value").textContent = view.smoothing + " %";
    byId("reload").checked = view.reload !== false;
  }

  function controls() {
    byId("linear").addEventListener("click", () => choose({ log: false }));
    byId("log").addEventListener("click", () => choose({ log: true }));
    byId("smoothing").addEventListener("input", (e) => choose({ smoothing: Number(e.target.value) }));
    byId("reload").addEventListener("change", (e) => choose({ reload: e.target.checked }));
    if (data.state === "running") {
      byId("reload-label").hidden = false;
      setInterval(() => { if (view.reload !== false) location.reload(); }, 60000);
    }
  }

  recall();
  head();
  figures();
  samples();
  makeCharts();
  table();
  settings();
  controls();
  show();
  draw();
  if (!data.x.length) byId("charts").textContent = "Curves appear with the first tick.";
  if (window.ResizeObserver) new ResizeObserver(draw).observe(byId("charts"));
})();
