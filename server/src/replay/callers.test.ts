import { expect, test } from 'vitest';
import { parseCallLog } from './call-log.ts';
import { abandonRatePerMs, answersAttempt, callersOf } from './callers.ts';
import { sampleLog, sampleRow } from './sample-log.ts';
import { draw, exponentialOf } from './seeded-draws.ts';

function servedCalls(count: number, hungUpCount = 10) {
  const rows = Array.from({ length: count }, (_, index) =>
    sampleRow({ id: String(index), qStart: '9:00:10', qTime: '30' }),
  );
  const hangUps = Array.from({ length: hungUpCount }, (_, index) =>
    sampleRow({ id: `h${index}`, outcome: 'HANG', qStart: '9:00:10', qTime: '20', server: 'NO_SERVER' }),
  );
  return parseCallLog(sampleLog(...rows, ...hangUps)).calls;
}

test('[I8] the same seed gives the same callers, another seed others', () => {
  const calls = servedCalls(50);
  const settings = { seed: 7, acceptRatio: 0.37 };
  expect(callersOf(calls, settings)).toEqual(callersOf(calls, settings));
  expect(callersOf(calls, { ...settings, seed: 8 })).not.toEqual(callersOf(calls, settings));
});

test('[I8] a draw belongs to its call: leaving others out changes nothing', () => {
  const calls = servedCalls(20);
  const one = calls[5] ?? expect.fail();
  const all = callersOf(calls, { seed: 1, acceptRatio: 0.5 });
  const alone = callersOf([one], { seed: 1, acceptRatio: 0.5 });
  expect(alone[0]?.acceptsInvitation).toBe(all[5]?.acceptsInvitation);
});

test('[M6] the rate of hanging up is hang-ups over all waiting', () => {
  // 40 x 30 s + 10 x 20 s = 1,400 s of waiting and 10 hang-ups.
  expect(abandonRatePerMs(servedCalls(40))).toBeCloseTo(10 / 1_400_000, 12);
  expect(abandonRatePerMs([])).toBeNull();
});

test('[M6] served callers would have waited longer than they did, by an exponential of the log’s rate', () => {
  const calls = servedCalls(4000, 400);
  const rate = abandonRatePerMs(calls) ?? expect.fail();
  const served = callersOf(calls, { seed: 3, acceptRatio: 0 }).filter(({ call }) => call.ending === 'served');
  const beyond = served.map((caller) => caller.patienceMs - caller.call.waitMs);
  expect(Math.min(...beyond)).toBeGreaterThanOrEqual(0);
  // The mean of 4,000 exponentials is within 5 % of 1/rate in all but one of a thousand cases (sd 1.6 %).
  expect((beyond.reduce((a, b) => a + b, 0) / beyond.length) * rate).toBeCloseTo(1, 1);
});

test('[M6] who hung up has the logged patience and a drawn conversation; numbers are all different', () => {
  const callers = callersOf(servedCalls(30), { seed: 3, acceptRatio: 0.37 });
  const hungUp = callers.filter(({ call }) => call.ending === 'abandonedInQueue');
  expect(new Set(hungUp.map((caller) => caller.patienceMs))).toEqual(new Set([20_000]));
  expect(new Set(hungUp.map((caller) => caller.talkMs))).toEqual(new Set([60_000]));
  expect(new Set(callers.map((caller) => caller.phoneNumber)).size).toBe(callers.length);
});

test('[M6] shares are met and every attempt is drawn anew', () => {
  const callers = callersOf(servedCalls(4000), { seed: 5, acceptRatio: 0.37 });
  expect(callers.filter((caller) => caller.acceptsInvitation).length / callers.length).toBeCloseTo(0.37, 1);
  const answered = callers.filter((caller) => answersAttempt(caller, 1, 5, 0.93)).length / callers.length;
  expect(answered).toBeCloseTo(0.93, 1);
  expect(callers.some((caller) => answersAttempt(caller, 1, 5, 0.5) !== answersAttempt(caller, 2, 5, 0.5))).toBe(true);
});

test('[M6] draws are uniform and the exponential has its median at ln 2', () => {
  const draws = Array.from({ length: 10_000 }, (_, index) => draw(1, 'x', index));
  for (let part = 0; part < 10; part += 1) {
    const share = draws.filter((value) => Math.floor(value * 10) === part).length / draws.length;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.012);
  }
  expect(exponentialOf(0.5)).toBeCloseTo(Math.LN2, 12);
});
