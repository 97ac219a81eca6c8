import { recordingRow, type PhoneEffect, type Recording, type ServicePolicy } from '@ringback/core';
import { CoreBench, aService, anAgent, codeOf } from '@ringback/testkit';
import { expect, test } from 'vitest';

const auto = (id: string) => anAgent({ id, endpoint: { type: 'simulated', address: null, isAutoAccept: true } });

type Kind = PhoneEffect['kind'];
const isKind = <K extends Kind>(phone: PhoneEffect, kind: K): phone is Extract<PhoneEffect, { kind: K }> =>
  phone.kind === kind;
const asked = <K extends Kind>(bench: CoreBench, kind: K): readonly Extract<PhoneEffect, { kind: K }>[] =>
  bench.effects.flatMap(({ phone }) => (isKind(phone, kind) ? [phone] : []));

function open(service: Partial<ServicePolicy>): CoreBench {
  return new CoreBench({ services: [aService(service)], agents: [auto('agt_ana')] });
}

/** A customer-first callback up to the conversation. */
function talking(service: Partial<ServicePolicy>): { bench: CoreBench; id: string; callId: string } {
  const bench = open(service);
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  bench.customerPresses(id, '1');
  expect(bench.state(id)).toBe('connected');
  return { bench, id, callId: bench.callback(id).call?.id ?? '' };
}

test('[D13] off: nothing is recorded and nothing is said about it', () => {
  const { bench } = talking({ recording: 'off' });
  expect(asked(bench, 'record')).toEqual([]);
  expect(asked(bench, 'play')[0]?.prompt.values).toMatchObject({ isRecorded: 0 });
});

test('[D13] on: the announcement says so, and both sides are recorded from the bridge on until it ends', () => {
  const { bench, id, callId } = talking({ recording: 'mixed' });
  expect(asked(bench, 'play')[0]?.prompt).toMatchObject({ name: 'callback_announcement', values: { isRecorded: 1 } });
  const [record] = asked(bench, 'record');
  expect(record).toMatchObject({ legId: null, bridgeId: bench.callback(id).call?.bridgeId });
  const began = bench.now;
  bench.advance(61_000);
  bench.do({ kind: 'hang_up', callId });
  expect(asked(bench, 'stop_recording').map(({ recordingId }) => recordingId)).toEqual([record?.recordingId]);
  expect(bench.stored('recording', record?.recordingId ?? '')).toMatchObject({
    itemId: id,
    callId,
    kind: 'mixed',
    startedAt: began,
    endedAt: began + 61_000,
  });
  expect(bench.story(id)).toEqual(expect.arrayContaining(['recording.started', 'recording.ended']));
});

test('[D13] the sides apart, where the service asks for it', () => {
  const { bench, id } = talking({ recording: 'mixed_and_sides' });
  const { customerLegId, agentLegId } = bench.callback(id);
  expect(asked(bench, 'record').map(({ legId }) => legId)).toEqual([null, customerLegId, agentLegId]);
  const kinds = asked(bench, 'record').map(({ recordingId }) => bench.stored('recording', recordingId)['kind']);
  expect(kinds).toEqual(['mixed', 'customer', 'agent']);
});

test('[D13] a hold ends one recording and resuming begins another', () => {
  const { bench, callId } = talking({ recording: 'mixed' });
  bench.do({ kind: 'hold_call', callId, isOn: true });
  expect(asked(bench, 'stop_recording')).toHaveLength(1);
  bench.do({ kind: 'hold_call', callId, isOn: false });
  const ids = asked(bench, 'record').map(({ recordingId }) => recordingId);
  expect(new Set(ids).size).toBe(2);
});

test('[D13] who heard no announcement hears the sentence before anybody hears them', () => {
  const bench = open({ recording: 'mixed', delivery: 'agent_first', dialCountdownMs: 0 });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  expect(bench.state(id)).toBe('connected');
  const [notice] = asked(bench, 'play');
  expect(notice?.prompt.name).toBe('recording_notice');
  expect([asked(bench, 'bridge'), asked(bench, 'record')]).toEqual([[], []]);
  const report = { kind: 'play_finished', legId: notice?.legId ?? '', playId: notice?.playId ?? '' } as const;
  bench.event(report);
  bench.event(report);
  expect([asked(bench, 'bridge').length, asked(bench, 'record').length]).toEqual([1, 1]);
});

test('[D13][X1] the end of the sentence is never told: after ten seconds the two are connected all the same', () => {
  const bench = open({ recording: 'mixed', delivery: 'agent_first', dialCountdownMs: 0 });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  bench.restart();
  bench.advance(9_999);
  expect(asked(bench, 'bridge')).toEqual([]);
  bench.advance(1);
  expect([asked(bench, 'bridge').length, asked(bench, 'record').length]).toEqual([1, 1]);
});

test('[D13] on hold when the sentence ends: connected at the resume, and recorded then', () => {
  const bench = open({ recording: 'mixed', delivery: 'agent_first', dialCountdownMs: 0 });
  const id = bench.request();
  bench.available('agt_ana');
  bench.advance(0);
  bench.customerAnswers(id);
  const callId = bench.callback(id).call?.id ?? '';
  bench.do({ kind: 'hold_call', callId, isOn: true });
  bench.advance(10_000);
  expect(asked(bench, 'bridge')).toEqual([]);
  bench.do({ kind: 'hold_call', callId, isOn: false });
  expect([asked(bench, 'bridge').length, asked(bench, 'record').length]).toEqual([1, 1]);
});

test('[D13][X1] a restart in the middle: what was being recorded is known, and ended with the call', () => {
  const { bench, id, callId } = talking({ recording: 'mixed' });
  bench.restart();
  const [record] = asked(bench, 'record');
  bench.recover([]);
  expect(bench.state(id)).toBe('wrapping_up');
  expect(bench.callback(id).call?.id).toBe(callId);
  expect(asked(bench, 'stop_recording')[0]?.recordingId).toBe(record?.recordingId);
});

test('[X7][M5] deleted: the row says so and stays, who asked stands in the history, and one that goes on is refused', () => {
  const { bench, id } = talking({ recording: 'mixed' });
  const recordingId = asked(bench, 'record')[0]?.recordingId ?? '';
  const row = (): Recording => recordingRow.parse(bench.stored('recording', recordingId));
  const body = { kind: 'delete_recording', reason: 'request' } as const;
  expect(codeOf(bench.do({ ...body, recording: row() }, 'staff:key_1'))).toBe('not_allowed_in_state');
  bench.customerEnds(id);
  expect(codeOf(bench.do({ ...body, recording: row() }, 'staff:key_1'))).toBe('ok');
  expect(row()).toMatchObject({ id: recordingId, itemId: id, deletedAt: bench.now });
  expect(bench.history.at(-1)).toMatchObject({
    type: 'recording.deleted',
    itemId: id,
    actor: 'staff:key_1',
    detail: { recordingId, reason: 'request' },
  });
});

test('[D13] who listens stands in the history', () => {
  const { bench, id } = talking({ recording: 'mixed' });
  const recordingId = asked(bench, 'record')[0]?.recordingId ?? '';
  const body = { kind: 'note_listening', recordingId, itemId: id, serviceId: 'svc_support' } as const;
  bench.do(body, 'staff:key_1');
  expect(bench.history.at(-1)).toMatchObject({
    type: 'recording.fetched',
    actor: 'staff:key_1',
    detail: { recordingId },
  });
});
