import type { LivingLeg, PhoneEffect, PhoneEvent } from '@ringback/core';
import type { Clock, Phone } from '@ringback/engine';
import { agentEndpointName } from './agent-endpoints.ts';
import { AriClient, type AriStanding, AriUnavailableError } from './ari/ari-client.ts';
import type { BackoffBounds } from './ari/backoff.ts';
import { ariEndpoint, type AriChannel, type AriEvent, type AriResponse } from './ari/messages.ts';
import { type AriRequest, requests } from './ari/requests.ts';
import type { OpenAriSocket } from './ari/socket.ts';
import { Bridging } from './calls/bridging.ts';
import { answer, cameIn } from './calls/calls-in.ts';
import { AGENT_EXTENSION, type AgentEndpointOf, Dialling } from './calls/dialling.ts';
import { EngineLife } from './calls/engine-life.ts';
import { type Exchange, finish, noteAnswered, noteRinging } from './calls/exchange.ts';
import { type Leg, LegBook } from './calls/leg-book.ts';
import { type ChannelEnd, endOf, LOST } from './calls/leg-end.ts';
import { MachineDetection } from './calls/machine-detection.ts';
import { MachineTones } from './calls/machine-tones.ts';
import { Playing } from './calls/playing.ts';
import { RecordingCalls } from './calls/recording.ts';
import {
  adopt,
  catchUp,
  hangUpStray,
  isAnswered,
  isOurs,
  isStray,
  legIdOf,
  ourChannels,
  reconcile,
  subscribe,
} from './calls/reconciling.ts';
import type { AsteriskPhoneLog } from './log.ts';
import { builtInPrompts, type PromptFiles } from './prompts/prompt-files.ts';
import type { Trunk } from './trunks/trunk.ts';
import { TrunkGroup, type TrunkHealth } from './trunks/trunk-group.ts';

/** How an Asterisk is used as a centre's phone. */
export interface AsteriskPhoneOptions {
  /** `http://host:port` of the engine's HTTP server. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Name of the application, one for each centre: `ringback` where nothing is said. The dialplan must name the same. */
  readonly application?: string;
  readonly trunks: readonly Trunk[];
  /** The machine's clock: the engine's calls run in real time. */
  readonly clock: Clock;
  readonly log: AsteriskPhoneLog;
  readonly promptFiles?: PromptFiles;
  /** Frequency of the beep of a voicemail; null: none is listened for. 1000 Hz where nothing is said. */
  readonly beepHz?: number | null;
  /** Told when the engine has the whole sound of a recording. */
  readonly onRecorded?: (recordingId: string) => void;
  /** Name of the endpoint that rings an agent. Where nothing is said: the address, or the page's own endpoint where there is none. */
  readonly agentEndpoint?: AgentEndpointOf;
  /** In [0, 1), for pauses and shares. */
  readonly random: () => number;
  readonly openSocket?: OpenAriSocket;
  readonly backoff?: BackoffBounds;
  readonly requestTimeoutMs?: number;
  readonly keepAliveMs?: number;
}

/** How the connection and the trunks stand, for an operator. */
export interface AsteriskHealth extends AriStanding {
  readonly connectCount: number;
  readonly unknownEventCount: number;
  readonly unreadableCount: number;
  readonly legCount: number;
  readonly trunks: readonly TrunkHealth[];
}

/** How long effects and questions wait for a connection that is away, milliseconds. */
const EFFECT_WAIT_MS = 8_000;
/** The most common beep of a voicemail. */
const BEEP_HZ = 1_000;
/** A hang-up that found no channel is believed after this time, milliseconds, should the end not be told. */
const HANG_UP_GRACE_MS = 2_000;

/**
 * The `Phone` port on Asterisk 22 through its REST interface. A leg's id is its channel's id, so the engine itself refuses to
 * ring a leg twice. After each connect what was missed is reported. One active phone for each application: when another one
 * takes over, this one says so and reports nothing more until it is asked for its legs again.
 */
export function createAsteriskPhone(options: AsteriskPhoneOptions): AsteriskPhone {
  return new PhoneOnAri(options);
}

/** The phone, and how it stands. */
export interface AsteriskPhone extends Phone {
  health(): AsteriskHealth;
  /** Names of trunks that the engine itself knows to be away. Empty while the engine cannot be asked. */
  offlineTrunks(): Promise<ReadonlySet<string>>;
}

/** Core gives the agent's id as the address of who has none. */
const defaultAgentEndpoint: AgentEndpointOf = ({ agentId, address }) =>
  address === agentId ? agentEndpointName(agentId) : address;

class PhoneOnAri implements AsteriskPhone {
  readonly #client: AriClient;
  readonly #exchange: Exchange;
  readonly #engineLife = new EngineLife();
  readonly #dialling: Dialling;
  readonly #playing: Playing;
  readonly #bridging: Bridging;
  readonly #machineTones: MachineTones;
  readonly #recording: RecordingCalls;
  readonly #machines: MachineDetection;
  readonly #onRecorded: (recordingId: string) => void;
  #listener: ((event: PhoneEvent) => void) | null = null;

  constructor(options: AsteriskPhoneOptions) {
    const { application = 'ringback', clock, log, random, trunks } = options;
    this.#client = new AriClient({
      ...options,
      application,
      onEvent: (event) => this.#happened(event),
      prepare: () => this.#prepare(),
    });
    this.#exchange = {
      application,
      clock,
      log,
      book: new LegBook(),
      trunks: new TrunkGroup(trunks, random),
      ask: (request) => this.#ask(request),
      untilReady: (limitMs) => this.#client.untilReady(limitMs),
      askOnce: (request) => this.#client.request(request),
      report: (event) => this.#report(event),
    };
    this.#dialling = new Dialling(this.#exchange, trunks, options.agentEndpoint ?? defaultAgentEndpoint);
    this.#playing = new Playing(this.#exchange, options.promptFiles ?? builtInPrompts);
    this.#machineTones = new MachineTones(this.#exchange, options.beepHz === undefined ? BEEP_HZ : options.beepHz);
    this.#machines = new MachineDetection(this.#exchange, this.#playing, this.#machineTones);
    this.#recording = new RecordingCalls(this.#exchange);
    this.#onRecorded = options.onRecorded ?? (() => undefined);
    this.#bridging = new Bridging(this.#exchange, this.#playing, this.#machineTones);
  }

  async start(listener: (event: PhoneEvent) => void): Promise<void> {
    this.#listener = listener;
    this.#client.start();
    await this.#client.untilReady(EFFECT_WAIT_MS);
  }

  async execute(effect: PhoneEffect): Promise<void> {
    if (this.#client.state === 'replaced')
      throw new AriUnavailableError('another program took over this Asterisk application', false);
    switch (effect.kind) {
      case 'dial':
        return this.#dialling.dial(effect);
      case 'answer':
        return answer(this.#exchange, effect.legId);
      case 'hang_up':
        return this.#hangUp(effect.legId);
      case 'play':
        return this.#playing.play(effect);
      case 'hold_music':
        return this.#playing.holdMusic(effect.legId, effect.isOn);
      case 'bridge':
        return this.#bridging.bridge(effect.bridgeId, effect.legIds);
      case 'unbridge':
        return this.#bridging.unbridge(effect.bridgeId);
      case 'mute':
        return void (await this.#ask(requests.mute(this.#channelOf(effect.legId), effect.isOn)));
      case 'detect_machine':
        return this.#machines.detect(effect.legId);
      case 'leave_message':
        return this.#machines.leave(effect);
      case 'record':
        return this.#recording.record(effect);
      case 'stop_recording':
        return this.#recording.stop(effect.recordingId);
    }
  }

  /** Who asks for the legs is about to decide: an application that another one took over is taken back. */
  async livingLegs(): Promise<readonly LivingLeg[]> {
    const { application, book } = this.#exchange;
    if (this.#client.state === 'replaced') this.#client.start();
    await this.#client.untilReady(EFFECT_WAIT_MS);
    const channels = await ourChannels(this.#exchange);
    const betweenTries = book.living().filter(({ isChannelAsked }) => !isChannelAsked);
    const isAnsweredById = new Map(betweenTries.map(({ id }) => [id, false]));
    for (const channel of channels)
      isAnsweredById.set(legIdOf(channel, application), isAnswered(this.#exchange, channel));
    return Array.from(isAnsweredById, ([legId, isUp]) => ({ legId, isAnswered: isUp }));
  }

  async stop(): Promise<void> {
    this.#listener = null;
    this.#client.stop();
  }

  health(): AsteriskHealth {
    const { book, trunks, clock } = this.#exchange;
    return {
      ...this.#client.standing(),
      ...this.#client.counts(),
      legCount: book.living().length,
      trunks: trunks.standings(clock.now()),
    };
  }

  async offlineTrunks(): Promise<ReadonlySet<string>> {
    if (this.#client.state !== 'ready') return new Set();
    const { trunks } = this.#exchange;
    const states = await Promise.all(
      trunks.names.map(async (name) => {
        const answer = await this.#client.request(requests.endpoint(name)).catch(() => null);
        const endpoint = ariEndpoint.safeParse(answer?.body);
        // 404: the engine has no endpoint of this name, so that no call can go over it.
        return answer?.status === 404 || endpoint.data?.state === 'offline' ? name : null;
      }),
    );
    return new Set(states.filter((name) => name !== null));
  }

  async #prepare(): Promise<void> {
    await subscribe(this.#exchange);
    await reconcile(this.#exchange, this.#playing, await this.#engineLife.compare(this.#exchange));
  }

  #report(event: PhoneEvent): void {
    if (this.#client.state !== 'replaced') this.#listener?.(event);
  }

  #channelOf(legId: string): string {
    return this.#exchange.book.find(legId)?.channelId ?? legId;
  }

  /** Asks again after a broken connection, within bounds: for requests that may be repeated. */
  async #ask(request: AriRequest): Promise<AriResponse> {
    const { clock } = this.#exchange;
    const giveUpAt = clock.now() + EFFECT_WAIT_MS;
    for (;;) {
      await this.#client.untilReady(Math.max(0, giveUpAt - clock.now()));
      try {
        return await this.#client.request(request);
      } catch (error) {
        if (!(error instanceof AriUnavailableError) || clock.now() >= giveUpAt) throw error;
      }
    }
  }

  /** A channel that is gone is a hang-up that succeeded. One asked for while the connection is away is made up for later. */
  async #hangUp(legId: string): Promise<void> {
    const { book, clock } = this.#exchange;
    const leg = book.find(legId);
    if (leg !== null) leg.isHangUpAsked = true;
    if (leg !== null && !leg.isChannelAsked) return;
    const { status } = await this.#ask(requests.hangUp(this.#channelOf(legId)));
    if (status !== 404 || leg === null) return;
    const { channelId } = leg;
    clock.wakeAt(clock.now() + HANG_UP_GRACE_MS, () => {
      if (leg.channelId === channelId && this.#client.state === 'ready')
        finish(this.#exchange, leg, { ...LOST, endedBy: 'us' });
    });
  }

  #happened(event: AriEvent): void {
    const { book } = this.#exchange;
    switch (event.type) {
      case 'StasisStart':
        return this.#entered(event);
      case 'ChannelStateChange':
        return this.#changed(event.channel);
      case 'Dial':
        return this.#progressed(book.ofChannel(event.peer.id), event.dialstatus);
      case 'ChannelDestroyed':
        return this.#destroyed(book.ofChannel(event.channel.id), { cause: event.cause, techCause: event.tech_cause });
      case 'ChannelDtmfReceived': {
        const leg = book.ofChannel(event.channel.id);
        if (leg === null) return;
        this.#playing.pressed(leg, event.digit, `${event.timestamp} ${event.digit} ${event.duration_ms}`, () =>
          this.#machineTones.stop(leg),
        );
        return;
      }
      case 'PlaybackFinished': {
        const leg = book.ofChannel(event.playback.target_uri.replace(/^channel:/u, ''));
        return leg === null ? undefined : this.#playing.finished(leg, event.playback.id);
      }
      case 'ChannelToneDetected': {
        const leg = book.ofChannel(event.channel.id);
        if (leg === null) return this.#machines.toneHeard(event.channel.id);
        this.#machineTones.heard(leg);
        return this.#machines.beeped(leg);
      }
      case 'ChannelTalkingFinished': {
        const leg = book.ofChannel(event.channel.id);
        return leg === null ? undefined : this.#machines.silent(leg);
      }
      case 'RecordingFinished':
        return this.#onRecorded(event.recording.name);
      case 'RecordingFailed':
        return this.#exchange.log.error('a recording failed', { cause: event.recording.cause });
      case 'ApplicationReplaced':
        return;
    }
  }

  #changed(channel: AriChannel): void {
    if (isStray(this.#exchange, channel)) hangUpStray(this.#exchange, channel.id);
    else if (this.#exchange.book.ofChannel(channel.id) !== null) catchUp(this.#exchange, channel);
  }

  /** The application has the channel: a call that came in, or one of ours that was answered. */
  #entered({ channel, args }: Extract<AriEvent, { type: 'StasisStart' }>): void {
    const { book, application } = this.#exchange;
    if (this.#machines.entered(channel.id, args)) return;
    if (args[0] === 'inbound') return cameIn(this.#exchange, channel, args);
    // An agent dialled by hand: calls are made through the workspace only.
    if (args[0] === 'agent-dial' || isStray(this.#exchange, channel)) return hangUpStray(this.#exchange, channel.id);
    const known = book.ofChannel(channel.id);
    if (known === null && !isOurs(channel, application)) return;
    const leg = known ?? adopt(this.#exchange, channel);
    const isAgent = args[1] === AGENT_EXTENSION || leg.dial?.effect.target.kind === 'agent';
    if (channel.state === 'Up') noteAnswered(this.#exchange, leg);
    if (args[0] === 'customer' && !isAgent) this.#machineTones.listen(leg);
    if (args[0] === 'amd') this.#machines.verdict(leg, args[1] ?? '', args[2] ?? '');
  }

  /** Early media counts as ringing: the caller may well hear the far end's bell in it. */
  #progressed(leg: Leg | null, dialStatus: string): void {
    if (leg === null) return;
    if (dialStatus === 'RINGING') noteRinging(this.#exchange, leg);
    if (dialStatus === 'PROGRESS' || dialStatus === 'ANSWER') leg.hasRung = true;
  }

  #destroyed(leg: Leg | null, channelEnd: ChannelEnd): void {
    if (leg === null) return;
    const end = endOf(leg, channelEnd, this.#exchange.clock.now());
    if (!this.#dialling.tryAgain(leg, end)) finish(this.#exchange, leg, end);
  }
}
