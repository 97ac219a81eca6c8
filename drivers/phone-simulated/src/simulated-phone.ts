import type { DialTarget, PhoneEffect } from '@ringback/core';
import type { Clock, Phone } from '@ringback/engine';
import { createEventDelivery } from './event-delivery.ts';
import type { FarEnd, Line } from './far-end.ts';
import { createHandset, type Handset } from './handset.ts';
import { createRecordings, type NotedRecording } from './recordings.ts';
import { behaviourOf, HANDSET_NUMBER, isMagicNumber } from './magic-numbers.ts';
import {
  createAgentPhone,
  createCaller,
  createSubscriber,
  defaultBehaviour,
  type SubscriberBehaviour,
} from './subscriber.ts';
import { type LegView, Switchboard } from './switchboard.ts';

/** A simulated customer calling in. Times in milliseconds, before the speed is applied. */
export interface CallIn {
  readonly from: string;
  readonly to: string;
  /** Pressed one for each prompt that asks for a key, a second after it begins. None by default. */
  readonly keys?: string;
  /** From the beginning of the call to hanging up when never connected with anybody. Ten minutes by default. */
  readonly patienceMs?: number;
  /** From the connection with somebody to hanging up. Half a minute by default. */
  readonly talkMs?: number;
  /** At the prompt `queue_invitation`: true presses 1, false presses nothing. By default it goes by `keys`. */
  readonly acceptInvitation?: boolean;
  /** Unique in the network. Made by the network by default. */
  readonly legId?: string;
}

/** One call presented to a far end. */
export interface Ring {
  readonly legId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The number or the agent's address. */
  readonly number: string;
}

/** The other side of the simulated phone: the world of subscribers, for demos, tests and the simulator. */
export interface SimulatedNetwork {
  /** Makes somebody call in. The leg exists at once; `inbound` is reported. */
  callIn(call: CallIn): { legId: string };
  /** Programs a number or an agent's address; what is left out does as 00. Null takes the programming back. Counts from the next dial. */
  setSubscriber(number: string, behaviour: Partial<SubscriberBehaviour> | null): void;
  /** Makes the far end of an answered leg press keys now, whatever its behaviour. */
  pressKeys(legId: string, keys: string): void;
  /** Makes the far end hang up now. */
  hangUpFarEnd(legId: string): void;
  /** Every call ever presented to a far end: the witness that no leg rings twice. */
  rings(): readonly Ring[];
  /** What was asked to be recorded, oldest first. No sound is kept. */
  recordings(): readonly NotedRecording[];
  /** The living legs as the network sees them, oldest first. */
  legs(): readonly LegView[];
  /** The telephone at +1 202 555 0110. */
  readonly handset: Handset;
  /** Divides every simulated duration that begins from now on; those under way keep theirs. Must be positive. */
  setSpeed(speed: number): void;
  /** Drops every call without reporting it, as a power cut does, and lets go of the clock. */
  powerOff(): void;
}

/** What the network was asked to dial. */
export interface Dialled extends Ring {
  /** True: the leg id is known already, so nobody is rung. */
  readonly isRepeat: boolean;
}

/** Receives a fixed message and attributes; personal data stands under `pii.` keys. */
export type SimulatedPhoneLog = (message: string, attributes: Readonly<Record<string, string | number | null>>) => void;

/** What a simulated phone is made of. */
export interface SimulatedPhoneOptions {
  readonly clock: Clock;
  /** Every simulated duration is divided by this, ring times of dials included. 1 by default; must be positive. */
  readonly speed?: number;
  readonly log?: SimulatedPhoneLog;
  /** Told of every dial, repeats included, before anything rings. */
  readonly onDial?: (dialled: Dialled) => void;
}

type Dial = Extract<PhoneEffect, { kind: 'dial' }>;

/** From the order to leave a message to its beginning: a beep and the silence after it. */
const MESSAGE_AFTER_MS = 2_000;
const CALLER_PATIENCE_MS = 600_000;
const CALLER_TALK_MS = 30_000;

/**
 * A telephone network inside the process. Given the same clock and the same calls it does the same, to the millisecond.
 * `stop()` ends the reports only: calls go on, as they do in a real phone system, and can be found again after `start()`.
 * @throws RangeError when the speed is not a positive number.
 */
export function createSimulatedPhone(options: SimulatedPhoneOptions): Phone & SimulatedNetwork {
  const { clock, speed = 1, log = () => {}, onDial = () => {} } = options;
  expectSpeed(speed);

  const delivery = createEventDelivery(clock);
  const switchboard = new Switchboard({ clock, speedRatio: speed, report: delivery.report });
  const subscribers = new Map<string, Partial<SubscriberBehaviour>>();
  const rings: Ring[] = [];
  const dialCounts = new Map<string, number>();
  const usedLegIds = new Set<string>();
  const startedAt = clock.now();
  const recordings = createRecordings(clock);
  let inboundCount = 0;

  function placeInbound(
    call: Pick<CallIn, 'from' | 'to' | 'legId'>,
    connectTo: (line: Line) => FarEnd,
  ): { legId: string } {
    inboundCount += 1;
    const legId = call.legId ?? `in-${startedAt.toString(36)}-${inboundCount}`;
    if (usedLegIds.has(legId)) return { legId };
    usedLegIds.add(legId);
    delivery.report({ kind: 'inbound', legId, from: call.from, to: call.to });
    log('simulated call in', { legId, 'pii.from': call.from, to: call.to });
    switchboard.place({ legId, direction: 'inbound', number: call.from, connectTo });
    return { legId };
  }

  const plugged = createHandset(clock, (to, connectTo) => placeInbound({ from: HANDSET_NUMBER, to }, connectTo));

  function farEndOf(dial: Dial, earlierDialCount: number, line: Line): FarEnd {
    const { target, callerId } = dial;
    const number = addressOf(target);
    const programmed = subscribers.get(number);
    if (programmed !== undefined) return createSubscriber(line, { ...defaultBehaviour, ...programmed });
    const isAgentPhone = target.kind === 'agent' && !(target.endpointType === 'number' && isMagicNumber(number));
    if (isAgentPhone) return createAgentPhone(line);
    if (number === HANDSET_NUMBER) return plugged.receive(line, callerId);
    return createSubscriber(line, behaviourOf(number, earlierDialCount));
  }

  function dial(effect: Dial): void {
    const { legId, target, ringMs } = effect;
    const number = addressOf(target);
    const ring: Ring = { legId, at: clock.now(), number };
    onDial({ ...ring, isRepeat: usedLegIds.has(legId) });
    if (usedLegIds.has(legId)) return;
    usedLegIds.add(legId);
    const earlierDialCount = dialCounts.get(number) ?? 0;
    dialCounts.set(number, earlierDialCount + 1);
    rings.push(ring);
    log('simulated dial', { legId, 'pii.number': number });
    switchboard.place({
      legId,
      direction: 'outbound',
      number,
      connectTo: (line) => farEndOf(effect, earlierDialCount, line),
    });
    switchboard.limitRinging(legId, ringMs);
  }

  function carryOut(effect: PhoneEffect): void {
    switch (effect.kind) {
      case 'dial':
        return dial(effect);
      case 'answer':
        return switchboard.answerInbound(effect.legId);
      case 'hang_up':
        return switchboard.hangUp(effect.legId);
      case 'play':
        return switchboard.play(effect.legId, effect.playId, effect.prompt);
      case 'hold_music':
        return switchboard.setMusic(effect.legId, effect.isOn);
      case 'bridge':
        return switchboard.bridge(effect.bridgeId, effect.legIds);
      case 'unbridge':
        return switchboard.unbridge(effect.bridgeId);
      case 'mute':
        return switchboard.mute(effect.legId, effect.isOn);
      case 'detect_machine':
        return switchboard.detectMachine(effect.legId);
      case 'leave_message':
        return switchboard.after(effect.legId, MESSAGE_AFTER_MS, () =>
          switchboard.play(effect.legId, effect.playId, effect.prompt),
        );
      case 'record':
        return recordings.start(effect.recordingId, effect.bridgeId, effect.legId);
      case 'stop_recording':
        return recordings.stop(effect.recordingId);
    }
  }

  return {
    start: async (listener) => delivery.listen(listener),
    execute: async (effect) => carryOut(effect),
    livingLegs: async () => switchboard.livingLegs(),
    stop: async () => delivery.listen(null),
    callIn: (call) =>
      placeInbound(call, (line) =>
        createCaller(line, {
          keys: call.keys ?? '',
          acceptInvitation: call.acceptInvitation ?? null,
          patienceMs: call.patienceMs ?? CALLER_PATIENCE_MS,
          talkMs: call.talkMs ?? CALLER_TALK_MS,
        }),
      ),
    setSubscriber(number, behaviour) {
      if (behaviour === null) subscribers.delete(number);
      else subscribers.set(number, behaviour);
    },
    pressKeys(legId, keys) {
      for (const key of keys) switchboard.press(legId, key);
    },
    hangUpFarEnd: (legId) => switchboard.end(legId, 'hung_up_by_far_end'),
    rings: () => [...rings],
    recordings: () => recordings.all(),
    legs: () => switchboard.views(),
    handset: plugged.handset,
    setSpeed(next) {
      expectSpeed(next);
      switchboard.setSpeed(next);
    },
    powerOff() {
      switchboard.powerOff();
      delivery.discard();
    },
  };
}

function expectSpeed(speed: number): void {
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new RangeError(`the speed of the simulated phone must be a positive number, not ${speed}`);
}

function addressOf(target: DialTarget): string {
  return target.kind === 'number' ? target.phoneNumber : target.address;
}
