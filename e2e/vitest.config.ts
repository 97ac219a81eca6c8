import { defineConfig } from 'vitest/config';

process.env['TZ'] ??= 'UTC';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two at a time: mostly they wait for telephones that ring. One after the other they took twice as long.
    maxWorkers: 2,
    // A browser that was too slow to show something is asked once more, and the run says so; a wrong answer never is.
    retry: { count: 1, condition: /Timeout \d+ms exceeded/u },
  },
});
