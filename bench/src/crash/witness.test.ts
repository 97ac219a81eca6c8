import type { NetworkLogEntry } from '@ringback/driver-phone-simulated';
import { describe, expect, test } from 'vitest';
import { logFaults, missingRings, ringCountOf, strangers, surplusRings, untimelyRings } from './witness.ts';

const ANA = '+12125550001';
const BEN = '+12125550002';
const ring = (at: number, legId: string, number = ANA): NetworkLogEntry => ({ kind: 'ring', at, legId, number });
const ended = (at: number, legId: string): NetworkLogEntry => ({ kind: 'ended', at, legId, endedBy: 'far_end' });
const rung = (id: string, phoneNumber: string, ...outcomes: (string | null)[]) => ({
  id,
  phoneNumber,
  attempts: outcomes.map((outcome) => ({ outcome })),
});

/** Two attempts to Ana and one to Ben, as they should be. */
const honest: readonly NetworkLogEntry[] = [
  { kind: 'started', at: 0 },
  ring(10, 'leg_1'),
  ended(20, 'leg_1'),
  ring(15, 'leg_2', BEN),
  { kind: 'answered', at: 16, legId: 'leg_2' },
  ended(30, 'leg_2'),
  ring(1_000, 'leg_3'),
  ended(1_010, 'leg_3'),
];
const callbacks = [rung('cb_ana', ANA, 'busy', 'unknown'), rung('cb_ben', BEN, 'answered_human')];

describe('[A1][I2] the witness', () => {
  test('takes an honest log', () => {
    expect([
      ...logFaults(honest),
      ...surplusRings(honest, callbacks),
      ...missingRings(honest, callbacks),
      ...strangers(honest, callbacks),
    ]).toEqual([]);
    expect(ringCountOf(honest)).toBe(3);
  });

  test('finds a leg that rang twice', () => {
    expect(logFaults([...honest, ring(2_000, 'leg_3')])).toEqual(['[I2] leg leg_3 rang twice']);
  });

  test('finds an attempt that rang twice under two legs', () => {
    const log = [...honest, ring(2_000, 'leg_4'), ended(2_010, 'leg_4')];
    expect(logFaults(log)).toEqual([]);
    expect(surplusRings(log, callbacks)).toEqual(['[I2] cb_ana has 2 attempts and rang 3 times']);
  });

  test('finds a dial that was repeated to find out, although the network refused it', () => {
    const repeated: NetworkLogEntry = { kind: 'repeated_dial', at: 2_000, legId: 'leg_3', number: ANA };
    expect(logFaults([...honest, repeated])).toEqual(['[A1] leg leg_3 was dialled again']);
  });

  test('finds two calls at once to one number, and to one agent', () => {
    expect(logFaults([ring(10, 'leg_1'), ring(500, 'leg_2')])).toEqual([
      `[I2] ${ANA} was rung by leg_2 while leg_1 lived (ring -490 ms)`,
    ]);
    expect(logFaults([ring(10, 'leg_1', 'agt_1'), ended(400, 'leg_1'), ring(500, 'leg_2', 'agt_1')])).toEqual([]);
  });

  test('lets an end be written down a moment late, and no later', () => {
    expect(logFaults([ring(10, 'leg_1'), ring(500, 'leg_2'), ended(510, 'leg_1')])).toEqual([]);
    expect(logFaults([ring(10, 'leg_1'), ring(500, 'leg_2'), ended(900, 'leg_1')])).toHaveLength(1);
  });

  test('finds an attempt that is told and never rang', () => {
    expect(missingRings(honest, [rung('cb_ben', BEN, 'busy', 'answered_human')])).toEqual([
      '[A1] cb_ben tells of 2 rings and rang 1 times',
    ]);
    expect(missingRings(honest, [rung('cb_ben', BEN, 'unknown', null, 'answered_human')])).toEqual([]);
  });

  test('finds a number that nobody asked for', () => {
    expect(strangers(honest, callbacks.slice(0, 1))).toEqual([`[A1] ${BEN} rang and nobody asked for it`]);
    expect(strangers([ring(0, 'leg_9', 'agt_1')], [])).toEqual([]);
  });
});

test('[I4] the witness finds what rang after its cancellation or before its time', () => {
  const promise = { phoneNumber: ANA, notAfterAt: null, notBeforeAt: null };
  expect(untimelyRings(honest, [promise])).toEqual([]);
  expect(untimelyRings(honest, [{ ...promise, notAfterAt: 900 }])).toEqual([
    `[I4] ${ANA} rang 100 ms after its cancellation was acknowledged`,
  ]);
  expect(untimelyRings(honest, [{ ...promise, notBeforeAt: 12 }])).toEqual([
    `[I4] ${ANA} rang 2 ms before its promised time`,
  ]);
});
