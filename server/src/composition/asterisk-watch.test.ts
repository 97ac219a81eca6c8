import type { AsteriskHealth } from '@ringback/driver-phone-asterisk';
import { expect, test } from 'vitest';
import { createAsteriskWatch } from './asterisk-watch.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const healthy: AsteriskHealth = {
  state: 'ready',
  since: NOON,
  reason: null,
  connectCount: 1,
  unknownEventCount: 0,
  unreadableCount: 0,
  legCount: 2,
  trunks: [],
};

function watch(health: Partial<AsteriskHealth>, offline: readonly string[] = []) {
  return createAsteriskWatch({
    health: () => ({ ...healthy, ...health }),
    offlineTrunks: () => Promise.resolve(new Set(offline)),
  });
}

test.each([
  [{ state: 'ready' }, 'connected', null],
  [{ state: 'connecting', reason: '1006' }, 'not_connected', 'Telephone not connected since 2026-05-04T12:00:00.000Z'],
  [{ state: 'preparing' }, 'not_connected', 'Telephone not connected since 2026-05-04T12:00:00.000Z'],
  [{ state: 'replaced' }, 'taken_over', 'Telephone taken over since 2026-05-04T12:00:00.000Z'],
  [{ state: 'stopped', reason: '1006' }, 'standby', null],
] as const)('[M7] %j is told as %s', (health, state, message) => {
  const told = watch(health).standing();
  expect(told).toMatchObject({ kind: 'asterisk', state, since: '2026-05-04T12:00:00.000Z', legCount: 2 });
  expect(told.message?.startsWith(message ?? '?') ?? null).toBe(message === null ? null : true);
  expect(told.reason).toBe(state === 'not_connected' && 'reason' in health ? health.reason : null);
});

test('[M7][A6] a trunk is offline before it is full, and full before it rests', async () => {
  const trunk = { callCount: 3, callCountMax: 3, isResting: true };
  const { trunks } = await watch(
    {
      trunks: [
        { ...trunk, name: 'gone' },
        { ...trunk, name: 'busy' },
        { ...trunk, name: 'failed', callCountMax: null },
        { ...trunk, name: 'well', callCount: 2, isResting: false },
      ],
    },
    ['gone'],
  ).state();
  expect(trunks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'gone offline',
    'busy full',
    'failed resting',
    'well ready',
  ]);
});
