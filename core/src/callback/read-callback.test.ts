import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callbackRow, type Callback } from './callback.ts';
import { isStoredCallback, readCallback } from './read-callback.ts';
import { plainCallback, storedCallback } from './stored-callback.ts';
import { attemptOutcomes, callbackStates, channels, deliveries, outcomes } from './vocabulary.ts';

/** Whole milliseconds, near each other and far: a year of them needs more than 31 bits. */
const instant = fc.integer({ min: 1_700_000_000_000, max: 1_735_000_000_000 });
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });
const texts = fc.array(fc.string(), { maxLength: 3 });

const callbacks: fc.Arbitrary<Callback> = fc.record({
  id: fc.string(),
  kind: fc.constant('callback' as const),
  state: fc.constantFrom(...callbackStates),
  outcome: orNull(fc.constantFrom(...outcomes)),
  serviceId: fc.string(),
  queueId: fc.string(),
  arrivalAt: instant,
  sequence: fc.nat(),
  priority: fc.integer(),
  subjectId: orNull(fc.string()),
  language: fc.string(),
  preferredAgentId: orNull(fc.string()),
  preferredUntilAt: orNull(instant),
  excludedAgentIds: texts,
  declinedAgentIds: texts,
  transferredBy: orNull(fc.string()),
  agentId: orNull(fc.string()),
  offerId: orNull(fc.string()),
  customerLegId: orNull(fc.string()),
  agentLegId: orNull(fc.string()),
  call: orNull(
    fc.record({
      id: fc.string(),
      bridgeId: fc.string(),
      startedAt: instant,
      isOnHold: fc.boolean(),
      isMuted: fc.boolean(),
      recordings: fc.array(
        fc.record({
          id: fc.string(),
          kind: fc.constantFrom(...(['mixed', 'customer', 'agent'] as const)),
          startedAt: instant,
        }),
        { maxLength: 3 },
      ),
      consult: orNull(
        fc.record({
          agentId: fc.string(),
          offerId: orNull(fc.string()),
          legId: orNull(fc.string()),
          bridgeId: fc.string(),
          state: fc.constantFrom(...(['offered', 'ringing', 'talking'] as const)),
        }),
      ),
    }),
  ),
  dueAt: orNull(instant),
  reviewAt: orNull(instant),
  closedAt: orNull(instant),
  createdAt: instant,
  version: fc.nat(),
  phoneNumber: fc.string(),
  externalId: orNull(fc.string()),
  medium: fc.constantFrom('phone' as const, 'video' as const),
  channel: fc.constantFrom(...channels),
  delivery: fc.constantFrom(...deliveries),
  isAgentReserved: fc.boolean(),
  phoneNumberDialed: orNull(fc.string()),
  isRedialWindow: fc.boolean(),
  isAtFront: fc.boolean(),
  requestedAt: instant,
  scheduledFor: orNull(instant),
  timeZone: orNull(fc.string()),
  attemptsMade: fc.nat(),
  attemptsConsumed: fc.nat(),
  attemptId: orNull(fc.string()),
  lastAttemptOutcome: orNull(fc.constantFrom(...attemptOutcomes)),
  promise: orNull(
    fc.record({ fromAt: instant, toAt: instant, isKept: orNull(fc.boolean()), isRiskTold: fc.boolean() }),
  ),
  expiresAt: orNull(instant),
  liveCallId: orNull(fc.string()),
  disposition: orNull(fc.string()),
  note: orNull(fc.string()),
});

const [example] = fc.sample(callbacks, { numRuns: 1, seed: 7 });
if (example === undefined) throw new Error('no example');
const fieldNames = Object.keys(example);

/** What a row may have become by an accident: of another type, emptied, or with a word nobody knows. */
const damage = fc.constantFrom<unknown>(
  null,
  'nonsense',
  '',
  0,
  1.5,
  Infinity,
  NaN,
  true,
  [],
  [1],
  ['a'],
  {},
  { fromAt: 1, toAt: 2, isKept: null, isRiskTold: 'no' },
  { fromAt: 1, toAt: 2, isKept: null, isRiskTold: false },
  'waiting',
  'video',
);

const asRead = (row: unknown): unknown => JSON.parse(JSON.stringify(row));

describe('[X1] a callback in memory', () => {
  test('says what its row said, field by field', () => {
    fc.assert(
      fc.property(callbacks, (callback) => {
        expect(plainCallback(readCallback(asRead(callback)))).toEqual(asRead(callback));
      }),
    );
  });

  test('is stored as the schema reads it back', () => {
    fc.assert(
      fc.property(callbacks, (callback) => {
        const stored = asRead(storedCallback(readCallback(asRead(callback))));
        expect(callbackRow.parse(stored)).toEqual(asRead(callback));
        expect(JSON.parse(JSON.stringify(readCallback(stored)))).toEqual(stored);
      }),
    );
  });

  test('changed field by field it says what a plain object changed likewise says', () => {
    const changing = fc.constantFrom(
      ...([
        'state',
        'queueId',
        'arrivalAt',
        'priority',
        'version',
        'dueAt',
        'reviewAt',
        'expiresAt',
        'scheduledFor',
      ] as const),
      ...([
        'promise',
        'outcome',
        'agentId',
        'offerId',
        'customerLegId',
        'agentLegId',
        'call',
        'closedAt',
        'note',
      ] as const),
      ...(['preferredAgentId', 'preferredUntilAt', 'excludedAgentIds', 'declinedAgentIds', 'disposition'] as const),
      ...([
        'phoneNumberDialed',
        'isRedialWindow',
        'isAtFront',
        'attemptsMade',
        'attemptsConsumed',
        'attemptId',
      ] as const),
      'lastAttemptOutcome' as const,
    );
    fc.assert(
      fc.property(callbacks, callbacks, fc.array(changing), (before, after, names) => {
        const compact = readCallback(asRead(before));
        const plain: Callback = { ...before };
        for (const name of names) {
          Object.assign(compact, { [name]: after[name] });
          Object.assign(plain, { [name]: after[name] });
        }
        expect(plainCallback(compact)).toEqual(plain);
      }),
    );
  });

  test('changing one never changes another made of the same row', () => {
    const [first, second] = [readCallback(example), readCallback(example)];
    first.agentId = 'agt_other';
    first.declinedAgentIds = [...first.declinedAgentIds, 'agt_other'];
    expect(plainCallback(second)).toEqual(example);
  });

  test('a time that is no whole millisecond is refused, not rounded', () => {
    expect(() => readCallback({ ...example, arrivalAt: 0.1 })).toThrow(RangeError);
  });
});

describe('[X1] a row that is damaged', () => {
  const faults: Readonly<Record<string, unknown>> = { excludedAgentIds: [1], declinedAgentIds: {}, kind: 'live_call' };

  test.each(fieldNames)('in %s is refused by the name of its table, its id and the field', (name) => {
    const row = { ...example, id: 'cb_1', [name]: faults[name] ?? { is: 'nonsense' } };
    expect(isStoredCallback(row)).toBe(false);
    const owner = name === 'id' ? 'without id' : 'cb_1';
    expect(() => readCallback(row)).toThrow(`callback ${owner} is not readable: ${name}`);
  });

  test.each(fieldNames)('without %s is taken or refused as the schema does', (name) => {
    const { [name as keyof Callback]: _left, ...row } = { ...example, call: null };
    expect(isStoredCallback(row)).toBe(callbackRow.safeParse(row).success);
  });

  test('in any one field is judged as the schema judges it', () => {
    fc.assert(
      fc.property(callbacks, fc.constantFrom(...fieldNames), damage, (callback, name, value) => {
        const row = { ...callback, call: null, [name]: value };
        expect(isStoredCallback(row)).toBe(callbackRow.safeParse(row).success);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([null, undefined, 'text', 7, []])('%j is no row', (row) => {
    expect(() => readCallback(row)).toThrow('callback without id is not readable');
  });
});
