// SPDX-License-Identifier: GPL-3.0-or-later
// Files that the reader keeps. They never leave the page but through the reader's own click.

/** Long enough for any browser to have begun reading. */
const KEEP_MS = 30_000;

/** A file's name made of a title: letters, digits and hyphens of any language. */
export function fileName(title: string, ending: string): string {
  const name = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return (name || "restauro") + "." + ending;
}

export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

/** The byte order mark tells spreadsheets that the text is UTF-8. */
export function downloadCsv(text: string, title: string): void {
  download(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), fileName(title, "csv"));
}

export function downloadSvg(text: string, title: string): void {
  download(new Blob([text], { type: "image/svg+xml;charset=utf-8" }), fileName(title, "svg"));
}

export function downloadPng(canvas: HTMLCanvasElement, title: string): Promise<void> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => {
      if (blob === null) {
        reject(new Error(`A picture of ${canvas.width} × ${canvas.height} pixels is too large for this browser.`));
      } else {
        download(blob, fileName(title, "png"));
        resolve();
      }
    }, "image/png"),
  );
}
