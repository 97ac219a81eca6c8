import { defineConfig } from 'vitest/config';

// What people read depends on the zone: tests state theirs, and without one everybody gets the same.
process.env['TZ'] ??= 'UTC';

const rooms = '{core,engine,contract,drivers/*,server,client,testkit,tools,widget,console,simulator,bench}';

export default defineConfig({
  test: {
    include: [`${rooms}/**/*.test.{ts,tsx}`],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**'],
    testTimeout: 20_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
