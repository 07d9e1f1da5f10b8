// SPDX-License-Identifier: GPL-3.0-or-later
import { expect, it } from "vitest";
import { csv } from "./csv";
import { fileName } from "./download";

it("quotes what RFC 4180 wants quoted", () => {
  expect(csv([["a", 'say "x"', "1,2", "two\nlines", " edge "]])).toBe('a,"say ""x""","1,2","two\nlines"," edge "\r\n');
});

it("keeps all digits and leaves missing cells empty", () => {
  expect(csv([[0.1 + 0.2, null, undefined, NaN, -1, true]])).toBe("0.30000000000000004,,,,-1,true\r\n");
});

it("never writes a text that a spreadsheet computes", () => {
  expect(csv([["=1+1", "@x", "+a", "-b", '=HYPERLINK("x","y")']])).toBe(
    `'=1+1,'@x,'+a,'-b,"'=HYPERLINK(""x"",""y"")"\r\n`,
  );
});

it("makes file names of titles", () => {
  expect(fileName("Worst 5: LPIPS / MAT «fein» ä", "csv")).toBe("Worst-5-LPIPS-MAT-fein-ä.csv");
  expect(fileName("../..", "svg")).toBe("restauro.svg");
});
