import { BENCH_STARTS_AT, CoreBench, aService } from '@ringback/testkit';
import { expect, test } from 'vitest';
import { everyWeekday } from '../calendar/business-hours.ts';
import { sentenceText, spokenParts } from './index.ts';

const hours = {
  h_office: {
    timeZone: 'America/New_York',
    weekly: everyWeekday([{ from: '09:30', to: '17:00' }]),
    holidays: [],
    specialDays: [],
  },
};

/** What a caller hears who rings this service at this time. */
function heardAt(now: number): readonly string[] {
  const bench = new CoreBench({ startsAt: now, hours, services: [aService({ hoursId: 'h_office' })] });
  bench.callIn('+12025550123', 'in1');
  return bench.effects.flatMap(({ phone }) => (phone.kind === 'play' ? [sentenceText(spokenParts(phone.prompt))] : []));
}

test.for([
  // Monday, 2 March 2026, 10:00 UTC is 05:00 in New York.
  [BENCH_STARTS_AT, 'We open again today at nine thirty a.m.'],
  [BENCH_STARTS_AT + 14 * 3_600_000, 'We open again tomorrow at nine thirty a.m.'],
] as const)('[R14] who rings at %i, when it is closed, hears when it opens', ([now, opening]) => {
  expect(heardAt(now)).toEqual([expect.stringContaining(`We are closed now. ${opening} Goodbye.`)]);
});
