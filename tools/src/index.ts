export { createDatabase, startPostgres, type RunningPostgres, type TestDatabase } from './test-postgres.ts';
export { findChromium } from './chromium.ts';
export { freePort } from './support/free-port.ts';
