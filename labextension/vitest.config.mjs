// The panels and their tests lie outside of this folder; the tests use the runner's globals.
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const root = resolve(import.meta.dirname, "..");

export default defineConfig({
  root,
  server: { fs: { allow: [root] } },
  test: {
    environment: "jsdom",
    globals: true,
    include: ["tests/widgets/*.test.js", "labextension/src/**/*.test.ts"],
    watch: false,
  },
});
