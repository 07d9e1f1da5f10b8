// SPDX-License-Identifier: GPL-3.0-or-later
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// What is in the page, with the libraries' own dependencies.
const LIBRARIES = [
  "vue",
  "echarts",
  "zrender",
  "tslib",
  "img-comparison-slider",
  "@knime/ui-extension-service",
  "color-convert",
  "uuid",
];

// The package of this library holds no licence text.
const MIT_OF_SLIDER = `MIT License

Copyright (c) 2019 Dmitry Snisarenko

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/** The notices of all libraries in the page, with the texts that their packages carry. */
export function noticesFor(root) {
  const parts = LIBRARIES.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file) && existsSync(join(folder, file)))
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8").trim());
    if (texts.length === 0 && name === "img-comparison-slider") {
      texts.push(MIT_OF_SLIDER.trim());
    }
    return [`${name} ${version} — ${license}`, ...texts].join("\n\n");
  });
  return `Libraries within index.html and their licences\n\n${parts.join(`\n\n${"=".repeat(72)}\n\n`)}\n`;
}
