import { CoreBench, anAgent, aService, codeOf } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { allowedActions, assertMove, isLegal, lifecycle, lifecycleDiagram, type LifecycleEvent } from './lifecycle.ts';
import { callbackStates, type CallbackState } from './vocabulary.ts';

const events = Object.keys(lifecycle) as LifecycleEvent[]; // keys of the table are the events, by definition

describe('the table', () => {
  test.each(callbackStates.flatMap((from) => events.map((event) => [event, from] as const)))(
    '[A3] %s in %s is legal exactly where the table says',
    (event, from) => {
      const rule: { from: readonly CallbackState[]; to: readonly CallbackState[] } = lifecycle[event];
      expect(isLegal(event, from)).toBe(rule.from.includes(from));
      for (const to of callbackStates) {
        const isMove = rule.from.includes(from) && rule.to.includes(to);
        if (isMove) expect(() => assertMove(event, from, to)).not.toThrow();
        else
          expect(() => assertMove(event, from, to)).toThrow(`lifecycle: ${event} does not lead from ${from} to ${to}`);
      }
    },
  );

  test('[I1] nothing leaves closed, and every other state can be left', () => {
    for (const event of events) expect(isLegal(event, 'closed')).toBe(false);
    const unused: readonly CallbackState[] = ['notified', 'awaiting_call'];
    for (const state of callbackStates) {
      if (state === 'closed') continue;
      expect(
        events.some((event) => isLegal(event, state)),
        state,
      ).toBe(true);
      if (!unused.includes(state))
        expect(
          events.some((event) => (lifecycle[event].to as readonly CallbackState[]).includes(state)),
          state,
        ).toBe(true); // widened to ask for any state
    }
  });

  test('[D12] what people may do in each state', () => {
    expect(Object.fromEntries(callbackStates.map((state) => [state, allowedActions(state).join(' ')]))).toEqual({
      scheduled: 'reschedule cancel close',
      waiting: 'reschedule cancel retry close transfer delay',
      dialing: 'cancel',
      confirming: 'cancel',
      holding: 'cancel',
      offered: 'cancel requeue transfer',
      previewing: 'cancel requeue retry close dial transfer delay',
      notified: 'cancel retry accept-push delay',
      awaiting_call: 'cancel',
      joining: 'cancel requeue close',
      connected: '',
      wrapping_up: 'close',
      retry_pending: 'reschedule cancel requeue retry close transfer delay',
      closed: '',
    });
  });

  test('the diagram has a line for every move', () => {
    const lines = lifecycleDiagram().split('\n');
    expect(lines[0]).toBe('stateDiagram-v2');
    expect(lines).toContain('  holding --> connected: connect');
    const moves = events.reduce((sum, event) => sum + lifecycle[event].from.length * lifecycle[event].to.length, 0);
    expect(lines).toHaveLength(moves + 4);
  });
});

const HALF_HOUR = 1_800_000;

/** Brings a callback into each state by the way it comes there in life. */
const reach: Partial<Record<CallbackState, (bench: CoreBench) => string>> = {
  scheduled: (bench) => bench.request({ scheduledFor: bench.now + 8 * HALF_HOUR }),
  waiting: (bench) => bench.request(),
  dialing: (bench) => ready(bench, bench.request()),
  confirming: (bench) => answered(bench, ready(bench, bench.request())),
  holding: (bench) => confirmed(bench, answered(bench, ready(bench, bench.request()))),
  connected: (bench) => accepted(bench, confirmed(bench, answered(bench, ready(bench, bench.request())))),
  wrapping_up: (bench) => {
    const id = accepted(bench, confirmed(bench, answered(bench, ready(bench, bench.request()))));
    bench.customerEnds(id);
    return id;
  },
  offered: (bench) => ready(bench, bench.request({ delivery: 'agent_first' })),
  previewing: (bench) => accepted(bench, ready(bench, bench.request({ delivery: 'agent_first' }))),
  joining: (bench) => {
    const id = bench.request({ medium: 'video', scheduledFor: bench.now + HALF_HOUR });
    bench.advance(HALF_HOUR);
    return accepted(bench, ready(bench, id));
  },
  retry_pending: (bench) => {
    const id = ready(bench, bench.request());
    bench.customerEnds(id, { q850Cause: 17 });
    return id;
  },
};

function ready(bench: CoreBench, id: string): string {
  bench.available('agt_ana');
  return id;
}

function answered(bench: CoreBench, id: string): string {
  bench.customerAnswers(id);
  return id;
}

function confirmed(bench: CoreBench, id: string): string {
  bench.customerPresses(id, '1');
  return id;
}

function accepted(bench: CoreBench, id: string): string {
  bench.accept(id);
  return id;
}

const actions = {
  reschedule: (bench: CoreBench, callbackId: string) =>
    bench.do({
      kind: 'reschedule_callback',
      callbackId,
      scheduledFor: bench.now - (bench.now % HALF_HOUR) + 20 * HALF_HOUR,
      slotHoldId: null,
    }),
  cancel: (bench: CoreBench, callbackId: string) =>
    bench.do({ kind: 'cancel_callback', callbackId, by: 'customer', reason: null }),
  requeue: (bench: CoreBench, callbackId: string) => bench.do({ kind: 'requeue_callback', callbackId }),
  retry: (bench: CoreBench, callbackId: string) =>
    bench.do({ kind: 'retry_callback', callbackId, at: bench.now + 60_000 }),
  close: (bench: CoreBench, callbackId: string) =>
    bench.do({ kind: 'close_callback', callbackId, disposition: 'resolved', note: null }),
  dial: (bench: CoreBench, callbackId: string) => bench.do({ kind: 'dial_callback', callbackId, phoneNumber: null }),
  transfer: (bench: CoreBench, callbackId: string) =>
    bench.do({ kind: 'transfer_callback', callbackId, queueId: 'q_support', agentId: null }),
  'accept-push': (bench: CoreBench, callbackId: string) => bench.do({ kind: 'accept_push', callbackId }),
  delay: (bench: CoreBench, callbackId: string) => bench.do({ kind: 'delay_callback', callbackId, forMs: 60_000 }),
};
const actionNames = Object.keys(actions) as (keyof typeof actions)[]; // keys of the literal above

describe('every action in every state', () => {
  const cases = Object.entries(reach).flatMap(([state, go]) =>
    actionNames.map((action) => [action, state as CallbackState, go] as const),
  ); // keys of the table above
  test.each(cases)(
    '[I1] %s of a callback that is %s works exactly when it is allowed, and a refusal changes nothing',
    (action, state, go) => {
      const bench = new CoreBench();
      const id = go(bench);
      expect(bench.state(id)).toBe(state);
      const isAllowed = allowedActions(state).includes(action);
      const steps = bench.steps.length;
      const reply = actions[action](bench, id);
      expect(codeOf(reply)).toBe(isAllowed ? 'ok' : 'not_allowed_in_state');
      if (!isAllowed)
        expect(bench.steps[steps]?.recorded).toEqual({ changes: [], history: [], effects: [], moves: [] });
    },
  );

  test.each(Object.entries(reach).filter(([state]) => allowedActions(state as CallbackState).includes('cancel')))(
    // keys of the table above
    '[I4][A4] cancelled while %s: hung up, nobody is dialled any more, the agent is free',
    (_state, go) => {
      const bench = new CoreBench();
      const id = go(bench);
      actions.cancel(bench, id);
      const rung = bench.phone.dials.length;
      expect(bench.outcome(id)).toBe('cancelled_by_customer');
      expect(bench.phone.legs.size).toBe(0);
      expect(bench.agent('agt_ana')).toMatchObject({ activity: 'idle', itemId: null });
      bench.available('agt_ana');
      bench.advance(24 * 3_600_000);
      expect(bench.phone.dials).toHaveLength(rung);
      expect(bench.attemptOutcomes(id)).not.toContain('unknown');
    },
  );
});

test('[R13] another callback is unknown once it is closed', () => {
  const bench = new CoreBench({ services: [aService()], agents: [anAgent()] });
  const id = bench.request();
  actions.cancel(bench, id);
  expect(actionNames.map((action) => codeOf(actions[action](bench, id)))).toEqual(
    actionNames.map(() => 'unknown_callback'),
  );
});
