// SPDX-License-Identifier: GPL-3.0-or-later
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

// One script and one style sheet, which scripts/seal.mjs puts into the page. Their place is not
// dist/ because dist/ is what is shipped.
export default defineConfig({
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "img-comparison-slider" } } }),
  ],
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  build: {
    target: "es2022",
    outDir: "node_modules/.parts",
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: () => true,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rollupOptions: {
      input: "src/main.ts",
      output: {
        entryFileNames: "page.js",
        assetFileNames: "page[extname]",
        codeSplitting: false,
      },
    },
  },
  test: {
    // A test that needs a document says "@vitest-environment happy-dom" in its head: that takes time.
    environment: "node",
    pool: "threads",
    maxWorkers: 2,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
  },
});
