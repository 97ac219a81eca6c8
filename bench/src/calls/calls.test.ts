import { describe, expect, test } from 'vitest';
import { calls, findPrograms } from './calls.ts';
import { timestampOf } from './event-latency.ts';

const PATIENCE_MS = 120_000;
const isInstalled = findPrograms() !== null;
const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';

if (!isInstalled)
  console.warn('LEFT OUT: calls on Asterisk; npm run phone:install -- --test-phones installs what they need');
test.runIf(demandsAll)('the phone programs are installed where everything is demanded', () =>
  expect(isInstalled).toBe(true),
);

test('the time of an event is read with its zone; an answer to a request has none', () => {
  const text = '{"type":"Dial","timestamp":"2026-03-02T11:00:00.250+0100","dialstatus":"RINGING"}';
  expect(timestampOf(text)).toBe(Date.UTC(2026, 2, 2, 10, 0, 0, 250));
  expect(timestampOf('{"type":"RESTResponse","message_body":"{\\"timestamp\\":\\"2026"}')).toBeNull();
});

describe.skipIf(!isInstalled)('on a real Asterisk', () => {
  test(
    '[D1][X1] a twentieth of the workload: every callback comes to its end, speech flows both ways, nothing is warned of',
    async () => {
      const lines: string[] = [];
      const report = await calls({ scale: 0.05, say: (line) => lines.push(line) });
      const valueOf = (name: string): number =>
        report.figures.find((figure) => figure.name === name)?.value ?? Number.NaN;
      for (const [perSecond, askedCount] of [
        [10, 10],
        [25, 25],
        [50, 50],
      ]) {
        expect(valueOf(`askedAt${perSecond}`)).toBe(askedCount);
        expect(valueOf(`completedAt${perSecond}`)).toBe(askedCount);
        expect(valueOf(`setUpP50At${perSecond}`)).toBeGreaterThan(0);
        expect(valueOf(`eventP99At${perSecond}`)).toBeGreaterThanOrEqual(valueOf(`eventP50At${perSecond}`));
      }
      expect(valueOf('talking')).toBe(5);
      // Speech comes in packets of 20 ms.
      expect(valueOf('packetsOfLeg')).toBeGreaterThan(25);
      expect(lines.every((line) => /callbacks a second|conversations/u.test(line))).toBe(true);
    },
    PATIENCE_MS,
  );
});
