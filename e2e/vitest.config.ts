import { defineConfig } from 'vitest/config';

process.env['TZ'] ??= 'UTC';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Browsers, servers and databases at once would only make each other slow.
    fileParallelism: false,
  },
});
