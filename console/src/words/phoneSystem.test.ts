import { expect, test } from 'vitest';
import { engineTroubleWords } from './phoneSystem.ts';

const nowMs = Date.parse('2026-03-02T13:30:00Z');
const since = '2026-03-02T13:02:00Z';

test('[W4] a phone system that is there, or that another node has, is no trouble', () => {
  expect(engineTroubleWords({ state: 'connected', since }, nowMs)).toBeNull();
  expect(engineTroubleWords({ state: 'standby', since: null }, nowMs)).toBeNull();
});

test('[W4] a phone system that is away is told with the time, its zone, and what becomes of callbacks', () => {
  expect(engineTroubleWords({ state: 'not_connected', since }, nowMs, 'Europe/Berlin')).toBe(
    'The telephone system has been out of reach since today 14:02 CET. Nobody can be rung; callbacks wait at their place.',
  );
  expect(engineTroubleWords({ state: 'not_connected', since: null }, nowMs)).toMatch(/out of reach\. Nobody/);
  expect(engineTroubleWords({ state: 'taken_over', since }, nowMs, 'Europe/Berlin')).toMatch(
    /^Another program .*CET\./,
  );
});
