import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent, UA } from 'jssip/lib/UA';
import { lossOf, type LineLoss } from './line-loss.ts';

/** What a page needs to register, as our own server hands it out. */
export interface LineAccess {
  readonly uri: string;
  readonly authorizationUser: string;
  readonly password: string;
  /** Path of the SIP WebSocket on the server of the page (RFC 7118). */
  readonly socketPath: string;
  readonly iceServers: readonly {
    readonly urls: string[];
    readonly username?: string | undefined;
    readonly credential?: string | undefined;
  }[];
}

/** What the line reports; nothing more after `end`. */
export interface LineListener {
  /** Registered: calls ring here. */
  readonly ready: () => void;
  /** Not registered any more. After a lost connection the line comes back by itself, otherwise it needs a new password. */
  readonly lost: (loss: LineLoss) => void;
  /** Somebody calls. The number they show; null when they show none. */
  readonly ringing: (caller: string | null) => void;
  readonly talking: (remote: MediaStream, statistics: () => Promise<RTCStatsReport>) => void;
  readonly over: () => void;
}

/** How long a registration lasts, seconds; the page that is closed without a word is forgotten after it. */
const REGISTER_S = 120;

/** A page as a telephone: one registration with the phone system, and the one call on it. */
export class SipLine {
  private readonly agent: UA;
  private readonly listener: LineListener;
  private readonly iceServers: RTCIceServer[];
  private session: RTCSession | null = null;
  private registered = false;
  private isReplaced = false;
  private isEnded = false;

  constructor(agent: UA, iceServers: RTCIceServer[], listener: LineListener) {
    this.agent = agent;
    this.iceServers = iceServers;
    this.listener = listener;
    agent.on('registered', () => this.report(() => this.ready()));
    agent.on('unregistered', () => {
      if (this.registered) this.report(() => this.lost('connection'));
    });
    agent.on('disconnected', () => this.report(() => this.lost('connection')));
    agent.on('registrationFailed', ({ response }) =>
      this.report(() => this.lost(lossOf(statusOf(response), this.registered))),
    );
    agent.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => this.meet(event));
    agent.start();
  }

  /** Takes the call that rings. False when none does. */
  answer(microphone: MediaStream): boolean {
    if (this.session?.isInProgress() !== true) return false;
    this.session.answer({ mediaStream: microphone, pcConfig: { iceServers: this.iceServers } });
    return true;
  }

  /** Calls a number. False when there is a call already, or no registration. */
  call(number: string, microphone: MediaStream): boolean {
    if (this.session !== null || !this.registered) return false;
    this.agent.call(number, { mediaStream: microphone, pcConfig: { iceServers: this.iceServers } });
    return true;
  }

  /** Presses keys in the call, as events in its sound (RFC 4733). False when nobody is there to hear them. */
  sendKeys(keys: string): boolean {
    const sender = this.session?.connection.getSenders().find(({ dtmf }) => dtmf?.canInsertDTMF === true);
    if (sender?.dtmf == null) return false;
    sender.dtmf.insertDTMF(`${sender.dtmf.toneBuffer}${keys}`, KEY_MS, KEY_GAP_MS);
    return true;
  }

  /** Ends or refuses the call. False when there is none. */
  hangUp(): boolean {
    if (this.session === null || this.session.isEnded()) return false;
    this.session.terminate();
    return true;
  }

  isInCall(): boolean {
    return this.session !== null;
  }

  isRegistered(): boolean {
    return this.registered;
  }

  /** Speaks into another microphone from now on. */
  async changeMicrophone(microphone: MediaStream): Promise<void> {
    const track = microphone.getAudioTracks()[0];
    const sender = this.session?.connection.getSenders().find((one) => one.track?.kind === 'audio');
    if (track !== undefined) await sender?.replaceTrack(track);
  }

  /** Hangs up and registers no more. */
  end(): void {
    this.isEnded = true;
    this.registered = false;
    this.session = null;
    this.agent.stop();
  }

  private report(tell: () => void): void {
    if (!this.isEnded) tell();
  }

  private ready(): void {
    this.registered = true;
    this.listener.ready();
  }

  private lost(loss: LineLoss): void {
    this.registered = false;
    this.isReplaced ||= loss === 'replaced';
    if (!this.isReplaced) this.listener.lost(loss);
    else if (this.session === null) this.giveWay();
  }

  /** Another page has the password: this one asks no more, and goes on only with the call that is up. */
  private giveWay(): void {
    this.end();
    this.listener.lost('replaced');
  }

  private meet({ session, originator }: IncomingRTCSessionEvent | OutgoingRTCSessionEvent): void {
    if (this.session !== null || this.isEnded) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.session = session;
    const over = (): void => {
      if (this.session !== session) return;
      this.session = null;
      this.report(() => this.listener.over());
      if (this.isReplaced) this.report(() => this.giveWay());
    };
    let isBounded = false;
    session.on('icecandidate', ({ ready }) => {
      if (!isBounded) setTimeout(ready, GATHERING_MAX_MS);
      isBounded = true;
    });
    session.on('ended', over);
    session.on('failed', over);
    session.on('confirmed', () => {
      const remote = new MediaStream(session.connection.getReceivers().map(({ track }) => track));
      this.report(() => this.listener.talking(remote, () => session.connection.getStats()));
    });
    if (String(originator) === 'remote') this.listener.ringing(session.remote_identity.uri.user ?? null);
  }
}

/**
 * How long after the first way out a call waits for more of them, milliseconds. A STUN or TURN server that does not answer would
 * hold it up for ten seconds and longer.
 */
const GATHERING_MAX_MS = 1_000;

/** Length of a key and of the silence after it, milliseconds (the default and the least gap that browsers keep). */
const KEY_MS = 100;
const KEY_GAP_MS = 70;

/** Registers with the phone system. The SIP stack is loaded only here: pages without a telephone never need it. */
export async function openSipLine(access: LineAccess, listener: LineListener): Promise<SipLine> {
  const { UA: UserAgent, WebSocketInterface } = await import('jssip');
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const agent = new UserAgent({
    sockets: [new WebSocketInterface(`${scheme}//${location.host}${access.socketPath}`)],
    uri: access.uri,
    authorization_user: access.authorizationUser,
    password: access.password,
    register: true,
    register_expires: REGISTER_S,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 8,
  });
  return new SipLine(agent, access.iceServers.map(iceServer), listener);
}

function statusOf(response: unknown): number | null {
  if (typeof response !== 'object' || response === null || !('status_code' in response)) return null;
  return typeof response.status_code === 'number' ? response.status_code : null;
}

function iceServer({ urls, username, credential }: LineAccess['iceServers'][number]): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
