import type { handset, subscriber } from '@ringback/contract';
import type { z } from 'zod';
import type { Ask, Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { openStream } from '../live/sse-stream.ts';
import { fromIso, toIso } from '../mapping/instants.ts';
import { readPhoneNumber } from '../mapping/phone-numbers.ts';
import { configuredNumber } from '../mapping/configured-number.ts';
import type { Parts } from '../parts.ts';
import type { HandsetControls, HandsetSnapshot, SimulatedBehaviour, Simulation } from '../simulated/simulation.ts';

type Names =
  | 'placeSimulatedCall'
  | 'getClock'
  | 'setClock'
  | 'setSubscriber'
  | 'getHandset'
  | 'streamHandset'
  | 'answerHandset'
  | 'declineHandset'
  | 'pressHandsetKeys'
  | 'hangUpHandset'
  | 'callFromHandset';

/** Answers the simulated world. Registered only with the simulated phone. */
export function simulatedHandlers(parts: Parts): Pick<Handlers, Names> {
  const simulation = (): Simulation => {
    if (parts.simulation === null) throw new ProblemError('not_found', { detail: 'The phone is not simulated here.' });
    return parts.simulation;
  };
  const clockBody = () => ({ now: toIso(simulation().clock.now()), speed: simulation().clock.speed() });
  return {
    placeSimulatedCall: async ({ body }) => {
      const { from, to, ...rest } = body;
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const { legId } = simulation().callIn({
        ...given,
        from: readPhoneNumber(from, 'from'),
        to: numberOfOurs(to, 'to'),
      });
      return { status: 201, body: { legId, startedAt: toIso(parts.now()) } };
    },
    getClock: async () => ({ status: 200, body: clockBody() }),
    setClock: async ({ body }) => {
      const { clock } = simulation();
      const now = body.now === undefined ? undefined : fromIso(body.now);
      if (now !== undefined && now < clock.now())
        throw new ProblemError('time_in_past', {
          detail: 'The clock goes forward only.',
          errors: [{ path: 'now', message: 'must not be earlier than the clock' }],
        });
      clock.set({ ...(now === undefined ? {} : { now }), ...(body.speed === undefined ? {} : { speed: body.speed }) });
      return { status: 200, body: clockBody() };
    },
    setSubscriber: async ({ params, body }) => {
      const number = readPhoneNumber(params.number, 'number');
      simulation().setSubscriber(number, {
        answers: answersOf[body.behaviour],
        answerAfterMs: body.answerAfterMs,
        keys: body.keys,
        talkMs: body.talkMs,
      });
      return { status: 200, body: { number, ...body } satisfies z.input<typeof subscriber> };
    },
    getHandset: async () => ({ status: 200, body: toWireHandset(simulation().handset.state()) }),
    streamHandset: (ask) => streamHandset(simulation().handset, ask),
    answerHandset: async () => press(simulation().handset, 'ringing', (controls) => controls.answer()),
    declineHandset: async () => press(simulation().handset, 'ringing', (controls) => controls.decline()),
    pressHandsetKeys: async ({ body }) =>
      press(simulation().handset, 'connected', (controls) => controls.pressKeys(body.keys)),
    hangUpHandset: async () => press(simulation().handset, 'in use', (controls) => controls.hangUp()),
    callFromHandset: async ({ body }) =>
      press(simulation().handset, 'idle', (controls) => controls.call(numberOfOurs(body.to, 'to'))),
  };
}

const answersOf = {
  answer: true,
  busy: 'busy',
  no_answer: false,
  reject: 'rejects',
  voicemail: 'voicemail',
  invalid_number: 'unallocated',
  network_failure: 'congested',
  fax: 'fax',
} as const satisfies Record<string, SimulatedBehaviour['answers']>;

function numberOfOurs(text: string, path: string): string {
  try {
    return configuredNumber(text, path);
  } catch {
    throw new ProblemError('invalid_phone_number', {
      errors: [{ path, message: 'must be a phone number with its country code' }],
    });
  }
}

function press(
  controls: HandsetControls,
  needed: HandsetSnapshot['status'] | 'in use',
  run: (controls: HandsetControls) => void,
): { status: 200; body: z.input<typeof handset> } {
  const { status } = controls.state();
  if (needed === 'in use' ? status === 'idle' : status !== needed) {
    throw new ProblemError('not_allowed_in_state', { detail: `The handset is ${status}; it must be ${needed}.` });
  }
  run(controls);
  return { status: 200, body: toWireHandset(controls.state()) };
}

function toWireHandset(state: HandsetSnapshot): z.input<typeof handset> {
  return {
    status: state.status,
    legId: state.legId,
    caller: state.caller,
    prompt: state.promptText,
    bridged: state.isBridged,
    since: toIso(state.since),
  };
}

async function streamHandset(controls: HandsetControls, { reply, raw }: Ask<'streamHandset'>): Promise<void> {
  const stream = openStream(raw, reply);
  const send = (state: HandsetSnapshot): void => stream.send({ event: 'state', data: toWireHandset(state) });
  send(controls.state());
  stream.onClose(controls.onState(send));
}
