// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the one page out of the parts that Vite built: style and script inline, a content security
// policy that admits just these two by their hashes, notices of the libraries within. Fails when the
// page is too large or could ask for anything outside itself.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { noticesFor } from "./notices.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const LIMIT = 500 * 1024;
// Names, not addresses to load from: XML namespaces, and pages that texts of errors name.
const HARMLESS = [
  /^http:\/\/www\.w3\.org\/(1998|1999|2000|XML)\//,
  /^https:\/\/vuejs\.org\/error-reference\//,
  /^https:\/\/github\.com\/uuidjs\/uuid#getrandomvalues/,
];

const read = (...path) => readFileSync(join(root, ...path), "utf8");
const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
const fail = (message) => {
  console.error(`seal: ${message}`);
  process.exit(1);
};

// Inside a script these two would end it or open a comment; in JavaScript they occur in strings and
// regular expressions only, where the backslash changes nothing.
const script = read("node_modules/.parts/page.js")
  .replace(/\/\/# sourceMappingURL=.*$/gm, "")
  .trim()
  .replace(/<\/(script)/gi, "<\\/$1")
  .replace(/<!--/g, "<\\!--");
const style = read("node_modules/.parts/page.css").trim();
if (/<\/style/i.test(style)) {
  fail("the style sheet would end its own element");
}

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const page = `<!doctype html>
<!-- SPDX-License-Identifier: GPL-3.0-or-later. The libraries within and their licences: THIRD-PARTY.txt -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Restauro</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script type="module" async>${script}</script>
</body>
</html>
`;

// The exporter puts its blocks before the first "<script" and before "</body>".
if (page.split("<script").length !== 2 || page.split("</body>").length !== 2) {
  fail('the page must hold "<script" and "</body>" once each; one of the libraries has it in a text');
}
for (const address of page.match(/https?:\/\/[^\s"'`<>)\\]+/g) ?? []) {
  if (!HARMLESS.some((pattern) => pattern.test(address))) {
    fail(`the page names ${address}; if it is never asked for, list it in scripts/seal.mjs`);
  }
}
if (/\b(eval\s*\(|new\s+Function\s*\()/.test(script)) {
  fail("the script makes code at run time, which the content security policy forbids");
}
const compressed = gzipSync(page, { level: 9 }).length;
if (compressed > LIMIT) {
  fail(`the page has ${compressed} bytes compressed, more than ${LIMIT}`);
}

mkdirSync(join(root, "dist"), { recursive: true });
writeFileSync(join(root, "dist", "THIRD-PARTY.txt"), noticesFor(root));
writeFileSync(join(root, "dist", "index.html"), page);
console.log(`dist/index.html: ${Math.ceil(page.length / 1024)} KiB, ${Math.ceil(compressed / 1024)} KiB compressed`);
