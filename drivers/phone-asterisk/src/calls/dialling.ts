import type { LegEnd } from '@ringback/core';
import { AriUnavailableError } from '../ari/ari-client.ts';
import { type Origination, requests } from '../ari/requests.ts';
import { formatForTrunk, type Trunk } from '../trunks/trunk.ts';
import { type Exchange, finish, isDone } from './exchange.ts';
import type { Dial, DialEffect, Leg } from './leg-book.ts';
import { ENGINE_AWAY, isTrunkFailure, NO_LINE_FREE, PHONE_AWAY } from './leg-end.ts';
import { subscribeToEndpoint } from './reconciling.ts';

/** How long a dial may wait for a connection or for its turn on a trunk; longer, and the writer may have lost its lease. */
const WAIT_MAX_MS = 1_000;
/** Another trunk is not worth it when less ring time than this is left, milliseconds. */
const RING_LEFT_MIN_MS = 3_000;
/** The context of the dialplan that holds whoever answered while the application is away for a moment. */
const HOLDING_CONTEXT = 'callback-out';
/** The extension there of an agent's phone; customers enter at their numbers. */
export const AGENT_EXTENSION = 'agent';

type Into = Origination['into'];

/** Name of the endpoint that rings an agent, not of type `number`. */
export type AgentEndpointOf = (target: Extract<DialEffect['target'], { kind: 'agent' }>) => string;

/** Rings people: each leg at most once, on the first trunk that can carry it (I2, A6). */
export class Dialling {
  readonly #exchange: Exchange;
  readonly #trunksByName: ReadonlyMap<string, Trunk>;
  readonly #agentEndpoint: AgentEndpointOf;

  constructor(exchange: Exchange, trunks: readonly Trunk[], agentEndpoint: AgentEndpointOf) {
    this.#exchange = exchange;
    this.#agentEndpoint = agentEndpoint;
    this.#trunksByName = new Map(trunks.map((trunk) => [trunk.name, trunk]));
  }

  /** Rings. A leg that is known, also one that has ended, is not rung again. */
  async dial(effect: DialEffect): Promise<void> {
    const { book, clock } = this.#exchange;
    const { legId, target } = effect;
    if (book.find(legId) !== null || book.hasEnded(legId)) return;
    const now = clock.now();
    const dial: Dial = {
      effect,
      askedAt: now,
      triedNames: new Set(),
      lastEnd: null,
      trunkName: null,
      ringEndsAt: now + effect.ringMs,
    };
    const leg = book.add({ id: legId, direction: 'outbound', dial, channelId: null, isChannelAsked: false });
    if (target.kind === 'number') await this.#tryTrunks(leg, dial, target.phoneNumber);
    else if (target.endpointType === 'number') await this.#tryTrunks(leg, dial, target.address);
    else await this.#ringAgent(leg, dial, this.#agentEndpoint(target));
  }

  /** The channel of a leg that was never answered is gone. False: the leg is over; true: another trunk is tried. */
  tryAgain(leg: Leg, end: LegEnd): boolean {
    const { clock, trunks, log } = this.#exchange;
    const { dial } = leg;
    if (dial?.trunkName == null || !isTrunkFailure(leg, end)) return false;
    log.warn('a trunk did not carry a call', { trunk: dial.trunkName, sipStatus: end.sipStatus, cause: end.q850Cause });
    trunks.rest(dial.trunkName, clock.now());
    trunks.release(leg.channelId);
    const phoneNumber = numberOf(dial.effect);
    if (phoneNumber === null || ringLeftMs(dial, clock.now()) < RING_LEFT_MIN_MS) return false;
    dial.lastEnd = end;
    leg.isChannelAsked = false;
    this.#tryTrunks(leg, dial, phoneNumber).catch((error: unknown) => {
      log.error('a call could not be tried on another trunk', { error: String(error) });
      finish(this.#exchange, leg, end);
    });
    return true;
  }

  /** Rings an agent's phone, which is held like a customer's when it is picked up while this process is away. */
  async #ringAgent(leg: Leg, dial: Dial, address: string): Promise<void> {
    const held = { context: HOLDING_CONTEXT, extension: AGENT_EXTENSION };
    const unheld = { app: this.#exchange.application, appArgs: 'agent' };
    const into = (await this.#isHeardOf(address)) ? held : unheld;
    if (!(await this.#originate(leg, dial, `PJSIP/${address}`, into))) finish(this.#exchange, leg, PHONE_AWAY);
  }

  /** Before it enters the application a channel is heard of only by who subscribed to its endpoint. */
  async #isHeardOf(address: string): Promise<boolean> {
    const { untilReady } = this.#exchange;
    try {
      await untilReady(WAIT_MAX_MS);
      return await subscribeToEndpoint(this.#exchange, endpointNameIn(address));
    } catch (error) {
      if (error instanceof AriUnavailableError) return false;
      throw error;
    }
  }

  /** One trunk after the other, until one takes the call or none is left. */
  async #tryTrunks(leg: Leg, dial: Dial, phoneNumber: string): Promise<void> {
    const { book, clock, trunks } = this.#exchange;
    for (;;) {
      const tryNumber = dial.triedNames.size + 1;
      book.moveTo(leg, tryNumber === 1 ? leg.id : `${leg.id}.${tryNumber}`);
      const trunk = await this.#takeTrunk(leg, dial);
      if (leg.isHangUpAsked) return finish(this.#exchange, leg, { ...NO_LINE_FREE, endedBy: 'us' });
      if (trunk === null) return finish(this.#exchange, leg, dial.lastEnd ?? NO_LINE_FREE);
      const number = formatForTrunk(trunk, phoneNumber);
      const into = { context: HOLDING_CONTEXT, extension: phoneNumber.replace(/\D/gu, '') };
      if (await this.#originate(leg, dial, `PJSIP/${number}@${trunk.name}`, into)) return;
      trunks.rest(trunk.name, clock.now());
      trunks.release(leg.channelId);
      dial.lastEnd = ENGINE_AWAY;
    }
  }

  /** A place on a trunk, waited for while only the pace stands in the way. Null when there is none in time. */
  async #takeTrunk(leg: Leg, dial: Dial): Promise<Trunk | null> {
    const { clock, trunks } = this.#exchange;
    const giveUpAt = clock.now() + WAIT_MAX_MS;
    for (;;) {
      const now = clock.now();
      const choice = trunks.take(leg.channelId, dial.triedNames, now);
      if (choice.kind === 'take') {
        dial.triedNames.add(choice.trunk.name);
        dial.trunkName = choice.trunk.name;
        return this.#trunksByName.get(choice.trunk.name) ?? null;
      }
      if (choice.kind === 'full' || now + choice.waitMs > giveUpAt || leg.isHangUpAsked) return null;
      await new Promise<void>((resolve) => void clock.wakeAt(now + choice.waitMs, resolve));
    }
  }

  /** Asks for the channel. False: nothing was rung and another way may be tried. */
  async #originate(leg: Leg, dial: Dial, endpoint: string, into: Into): Promise<boolean> {
    const { clock, application, untilReady, askOnce, log } = this.#exchange;
    try {
      await untilReady(WAIT_MAX_MS);
      if (leg.isHangUpAsked) {
        finish(this.#exchange, leg, { ...ENGINE_AWAY, endedBy: 'us' });
        return true;
      }
      const ringMs = Math.max(1_000, Math.round(ringLeftMs(dial, clock.now()) / 1_000) * 1_000);
      dial.ringEndsAt = clock.now() + ringMs;
      leg.isChannelAsked = true;
      const { channelId } = leg;
      const { callerId } = dial.effect;
      const origination = { channelId, endpoint, into, callerId, ringMs, accountCode: application };
      const response = await askOnce(requests.originate(origination));
      if (isDone(response)) return await this.#began(leg);
      // Refused as a repeat, or because no such phone is there: the engine answers both with 409 where ids are given.
      if (response.status === 409 && isDone(await askOnce(requests.channel(channelId)))) return await this.#began(leg);
      log.warn('Asterisk refused to ring', { status: response.status, trunk: dial.trunkName });
      leg.isChannelAsked = false;
      return false;
    } catch (error) {
      return this.#unanswered(leg, error);
    }
  }

  /** A hang-up that was asked for while the channel was being made found none: it is asked for again. */
  async #began(leg: Leg): Promise<boolean> {
    if (leg.isHangUpAsked) await this.#exchange.ask(requests.hangUp(leg.channelId));
    return true;
  }

  /** No word from the engine. What may have been done is told by the next connection; it is never asked for twice (I2). */
  #unanswered(leg: Leg, error: unknown): boolean {
    if (!(error instanceof AriUnavailableError)) throw error;
    if (!error.mayHaveArrived) finish(this.#exchange, leg, ENGINE_AWAY);
    return true;
  }
}

function ringLeftMs({ effect, askedAt }: Dial, now: number): number {
  return effect.ringMs - (now - askedAt);
}

function numberOf({ target }: DialEffect): string | null {
  if (target.kind === 'number') return target.phoneNumber;
  return target.endpointType === 'number' ? target.address : null;
}

/** The endpoint in an agent's address: `desk-1`, `4711@desk-1` or `desk-1/sip:...`. */
function endpointNameIn(address: string): string {
  return address.replace(/\/.*$/u, '').replace(/^.*@/u, '');
}
