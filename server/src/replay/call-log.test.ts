import { expect, test } from 'vitest';
import { CallLogError, datesOf, parseCallLog, startOf } from './call-log.ts';
import { sampleLog, sampleRow } from './sample-log.ts';

test('[M6] rows sorted by line come out by time, across dates', () => {
  const log = parseCallLog(
    sampleLog(
      sampleRow({ line: 'XX0101', id: '1', date: '990202', vruExit: '8:00:00' }),
      sampleRow({ line: 'XX0102', id: '2', vruExit: '12:30:00' }),
      sampleRow({ line: 'XX0103', id: '3', vruExit: '9:59:59' }),
    ),
  );
  expect(log.calls.map((call) => call.id)).toEqual(['XX0103/3', 'XX0102/2', 'XX0101/1']);
  expect(datesOf(log.calls)).toEqual(['1999-02-01', '1999-02-02']);
  expect(new Date(startOf(log.calls[0] ?? expect.fail())).toISOString()).toBe('1999-02-01T09:59:59.000Z');
});

test('[M6] phantoms, the internet team, hang-ups that did not queue and calls before opening are dropped and counted', () => {
  const log = parseCallLog(
    sampleLog(
      sampleRow({ id: '1', outcome: 'PHANTOM', qTime: '30', qStart: '9:00:10' }),
      sampleRow({ id: '2', type: 'IN' }),
      sampleRow({
        id: '3',
        outcome: 'HANG',
        server: 'NO_SERVER',
        serStart: '0:00:00',
        serExit: '0:00:00',
        serTime: '0',
      }),
      sampleRow({ id: '4', vruExit: '6:59:59' }),
      sampleRow({ id: '5' }),
    ),
  );
  expect(log.droppedCounts).toEqual({ phantom: 1, internetTeam: 1, hungUpAtOnce: 1, outsideHours: 1 });
  expect(log.calls.map((call) => call.id)).toEqual(['XX0101/5']);
});

test('[M6] who queued arrives at q_start, who did not at vru_exit, although q_start says 0:00:00 then', () => {
  const log = parseCallLog(
    sampleLog(
      sampleRow({ id: '1', vruExit: '9:00:10' }),
      sampleRow({ id: '2', vruExit: '9:00:10', qStart: '9:00:12', qTime: '45', vruTime: '-3' }),
    ),
  );
  expect(log.calls.map(({ arrivalMs, waitMs }) => [arrivalMs, waitMs])).toEqual([
    [32_410_000, 0],
    [32_412_000, 45_000],
  ]);
});

test('[M6] a conversation across midnight ends on the next day; one of 0 s lasts 1 s', () => {
  const log = parseCallLog(
    sampleLog(
      sampleRow({ id: '1', vruExit: '23:58:00', serStart: '23:58:00', serExit: '0:03:00', serTime: '300' }),
      sampleRow({ id: '2', serTime: '0', server: 'NO_SERVER' }),
    ),
  );
  expect(log.services).toEqual([{ date: '1999-02-01', agentName: 'ANN', startMs: 86_280_000, endMs: 86_580_000 }]);
  expect(log.calls.map((call) => call.talkMs)).toEqual([1000, 300_000]);
});

test('[M6] a caller who hung up has a wait and no conversation', () => {
  const log = parseCallLog(
    sampleLog(sampleRow({ outcome: 'HANG', qStart: '9:00:10', qTime: '39', server: 'NO_SERVER', priority: '2' })),
  );
  expect(log.calls[0]).toMatchObject({ ending: 'abandonedInQueue', waitMs: 39_000, talkMs: null, isPriority: true });
});

test('[X4] what cannot be read is refused with its line', () => {
  expect(() => parseCallLog('a\tb\r\n')).toThrow(/line 1: column 1 must be vru\+line/);
  expect(() => parseCallLog(sampleLog(sampleRow({}), 'XX0101\t2'))).toThrow(/line 3: 2 columns instead of 17/);
  expect(() => parseCallLog(sampleLog(sampleRow({ vruExit: 'noon' })))).toThrow(
    /line 2: vru_exit must be a time of day/,
  );
  expect(() => parseCallLog(sampleLog(sampleRow({ qTime: '1.5' })))).toThrow(CallLogError);
  expect(() => parseCallLog(sampleLog(sampleRow({ outcome: 'GONE' })))).toThrow(/line 2: outcome/);
});
