import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { PACKET_MS, RtpEar, RtpTone } from './rtp-speech.ts';
import {
  audioAddressOf,
  formatSip,
  headerOf,
  headersOf,
  parseSip,
  type SipMessage,
  uriOf,
  userOf,
} from './sip-message.ts';
import type { SipPeerCall, SipPeerOptions, SipScript } from './sip-script.ts';
import { type KeyToneSource, keyTonePackets } from './key-tones.ts';

interface Dialog {
  readonly callId: string;
  readonly invite: SipMessage | null;
  readonly keys: KeyToneSource;
  readonly ear: RtpEar;
  readonly timers: Set<NodeJS.Timeout>;
  readonly localTag: string;
  state: 'early' | 'up' | 'over';
  peer: { host: string; port: number };
  lastAnswer: string | null;
  audio: { host: string; port: number } | null;
  tone: RtpTone | null;
  /** It says nothing until then: a key is being pressed. `performance.now()`. */
  quietUntilMs: number;
  /** From and To of requests we send, target and sequence. */
  local: string;
  remote: string;
  target: string;
  sequence: number;
  inviteBranch: string;
}

const HOST = '127.0.0.1';
const RESEND_AFTER_MS = 500;
/** Speech that is later than this is not made up for, milliseconds. */
const LATE_MAX_MS = 200;
/** A key with a pause behind it, milliseconds. */
const KEY_MS = 250;

/**
 * A far end behind a trunk: a small SIP user agent over UDP that does what its script says by the number that was called.
 * It speaks as much of RFC 3261 as a call needs, and presses keys by RFC 4733. Test support: loopback only. It can
 * say a tone, and keeps what it hears.
 */
export class SipPeer {
  readonly #options: SipPeerOptions;
  readonly #sip: Socket;
  readonly #rtp: Socket;
  readonly #dialogs = new Map<string, Dialog>();
  readonly #calls: SipPeerCall[] = [];
  readonly #speaking: NodeJS.Timeout;
  #count = 0;
  #saidUntilMs = performance.now();

  private constructor(options: SipPeerOptions, sip: Socket, rtp: Socket) {
    this.#options = options;
    this.#sip = sip;
    this.#rtp = rtp;
    sip.on('message', (datagram, from) => this.#receive(datagram.toString(), from));
    rtp.on('message', (packet, from) => this.#hear(packet, from.port));
    this.#speaking = setInterval(() => this.#speak(), PACKET_MS);
  }

  /** Opens one on free ports of the loopback address. */
  static async open(options: SipPeerOptions): Promise<SipPeer> {
    const [sip, rtp] = [createSocket('udp4'), createSocket('udp4')];
    sip.bind(0, HOST);
    rtp.bind(0, HOST);
    await Promise.all([once(sip, 'listening'), once(rtp, 'listening')]);
    return new SipPeer(options, sip, rtp);
  }

  get port(): number {
    return this.#sip.address().port;
  }

  /** The calls that came, repeats of one message not counted twice. */
  calls(): readonly SipPeerCall[] {
    return this.#calls;
  }

  /** Is the call of this SIP Call-ID still up or ringing here? */
  isLive(callId: string): boolean {
    const dialog = this.#dialogs.get(callId);
    return dialog !== undefined && dialog.state !== 'over';
  }

  /** Does the call ring here and wait for an answer? */
  isRinging(callId: string): boolean {
    const dialog = this.#dialogs.get(callId);
    return dialog?.state === 'early' && dialog.invite !== null;
  }

  /** Presses a key in an answered call. */
  pressKey(callId: string, key: string): void {
    const dialog = this.#dialog(callId);
    const { audio } = dialog;
    if (audio === null) throw new Error(`call ${callId} has no audio yet`);
    dialog.quietUntilMs = performance.now() + KEY_MS;
    keyTonePackets(dialog.keys, key).forEach((packet, index) =>
      this.#later(dialog, index * 20, () => this.#rtp.send(packet, audio.port, audio.host)),
    );
  }

  /** What was heard in a call so far, since `fromMs` of speech after its beginning. Samples from -1 to 1. */
  heard(callId: string, fromMs = 0): Float64Array {
    return this.#dialog(callId).ear.heard(fromMs);
  }

  /** How much speech came in a call so far, milliseconds. */
  heardMs(callId: string): number {
    return this.#dialog(callId).ear.heardMs;
  }

  /** Ends a call from here: BYE once it is up, CANCEL for one that we made and nobody answered, 486 for one that rings here. */
  hangUp(callId: string): void {
    const dialog = this.#dialog(callId);
    if (dialog.state === 'up') this.#bye(dialog);
    else if (dialog.invite === null) this.#request(dialog, 'CANCEL', 1, dialog.inviteBranch);
    else this.#answer(dialog, dialog.invite, 486);
  }

  /** Answers a call that rings; `saysHz` as in a script. */
  pickUp(callId: string, saysHz?: number): void {
    const dialog = this.#dialog(callId);
    if (dialog.state !== 'early' || dialog.invite === null) throw new Error(`call ${callId} does not ring`);
    dialog.tone = toneOf(saysHz);
    this.#pickUp(dialog, dialog.invite);
  }

  /** Calls the engine as `from`. Gives the Call-ID. */
  callIn({ from, to, saysHz }: { from: string; to: string; saysHz?: number }): string {
    const dialog = this.#newDialog(`in-${this.#next()}@${HOST}`, null, {
      host: HOST,
      port: this.#options.enginePort(),
    });
    dialog.tone = toneOf(saysHz);
    dialog.local = `<sip:${from}@${HOST}>;tag=${dialog.localTag}`;
    dialog.remote = `<sip:${to}@${HOST}>`;
    dialog.target = `sip:${to}@${HOST}:${this.#options.enginePort()}`;
    this.#request(dialog, 'INVITE', 1, dialog.inviteBranch, this.#sdp());
    return dialog.callId;
  }

  /** Forgets every call and closes the ports. */
  close(): void {
    for (const dialog of this.#dialogs.values()) this.#over(dialog);
    clearInterval(this.#speaking);
    this.#sip.close();
    this.#rtp.close();
  }

  #receive(text: string, from: RemoteInfo): void {
    const message = parseSip(text);
    if (message === null) return;
    const dialog = this.#dialogs.get(headerOf(message, 'call-id'));
    if (message.request === null) return dialog === undefined ? undefined : this.#answered(dialog, message);
    const { method } = message.request;
    if (method === 'INVITE' && dialog === undefined) return this.#invited(message, from);
    if (method === 'ACK') return dialog === undefined ? undefined : clearTimers(dialog);
    if (method === 'INVITE') return dialog === undefined ? undefined : this.#invitedAgain(dialog, message);
    this.#send(this.#answerText(message, 200, dialog?.localTag ?? 'none', ''), { host: from.address, port: from.port });
    if (method === 'CANCEL' && dialog?.invite != null && dialog.state === 'early')
      this.#answer(dialog, dialog.invite, 487);
    if (method === 'BYE' && dialog !== undefined) this.#over(dialog);
  }

  /** The engine sends from the port it told of, so that its packets tell their call. */
  #hear(packet: Buffer, port: number): void {
    for (const { audio, state, ear } of this.#dialogs.values())
      if (state === 'up' && audio?.port === port) return ear.hear(packet);
  }

  /** Timers are late at times; what should have been said meanwhile is said now, within bounds. */
  #speak(): void {
    const now = performance.now();
    this.#saidUntilMs = Math.max(this.#saidUntilMs, now - LATE_MAX_MS);
    for (; this.#saidUntilMs < now; this.#saidUntilMs += PACKET_MS)
      for (const { state, audio, tone, keys, quietUntilMs } of this.#dialogs.values())
        if (state === 'up' && audio !== null && tone !== null && now >= quietUntilMs)
          this.#rtp.send(tone.next(keys), audio.port, audio.host);
  }

  #invited(invite: SipMessage, from: RemoteInfo): void {
    const user = userOf(invite.request?.uri ?? '');
    const script = this.#options.scriptOf(user);
    const dialog = this.#newDialog(headerOf(invite, 'call-id'), invite, { host: from.address, port: from.port });
    this.#calls.push({ callId: dialog.callId, user, from: headerOf(invite, 'from'), atMs: performance.now() });
    dialog.tone = toneOf(script.kind === 'answer' ? script.saysHz : undefined);
    dialog.audio = audioAddressOf(invite.body);
    dialog.local = `${headerOf(invite, 'to')};tag=${dialog.localTag}`;
    dialog.remote = headerOf(invite, 'from');
    dialog.target = uriOf(headerOf(invite, 'contact'));
    this.#follow(script, dialog, invite);
  }

  /** A repeat of the packet, or a change within the call (RFC 3261 14), such as the name of who is at the other end. */
  #invitedAgain(dialog: Dialog, invite: SipMessage): void {
    const isRepeat = dialog.invite !== null && headerOf(invite, 'cseq') === headerOf(dialog.invite, 'cseq');
    if (!isRepeat) this.#send(this.#answerText(invite, 200, dialog.localTag, this.#sdp()), dialog.peer);
    else if (dialog.lastAnswer !== null) this.#send(dialog.lastAnswer, dialog.peer);
  }

  #follow(script: SipScript, dialog: Dialog, invite: SipMessage): void {
    if (script.kind === 'dead') return;
    this.#answer(dialog, invite, 100);
    const ringAfterMs = script.kind === 'ring' ? 0 : script.ringAfterMs;
    if (ringAfterMs !== null) this.#later(dialog, ringAfterMs, () => this.#answer(dialog, invite, 180));
    if (script.kind === 'answer') this.#later(dialog, script.answerAfterMs, () => this.#pickUp(dialog, invite));
    if (script.kind === 'refuse')
      this.#later(dialog, script.refuseAfterMs, () => this.#answer(dialog, invite, script.status));
  }

  #pickUp(dialog: Dialog, invite: SipMessage): void {
    dialog.state = 'up';
    this.#answer(dialog, invite, 200, this.#sdp());
    this.#later(dialog, RESEND_AFTER_MS, () => this.#pickUp(dialog, invite));
  }

  #answer(dialog: Dialog, invite: SipMessage, status: number, body = ''): void {
    if (dialog.state === 'over') return;
    dialog.lastAnswer = this.#answerText(invite, status, dialog.localTag, body);
    this.#send(dialog.lastAnswer, dialog.peer);
    if (status < 300) return;
    this.#over(dialog);
  }

  #answerText(request: SipMessage, status: number, localTag: string, body: string): string {
    const to = headerOf(request, 'to');
    const needsTag = status > 100 && !/;tag=/u.test(to);
    return formatSip(
      `SIP/2.0 ${status} Scripted`,
      [
        ...headersOf(request, 'via').map((via) => ['Via', via] as const),
        ['From', headerOf(request, 'from')],
        ['To', needsTag ? `${to};tag=${localTag}` : to],
        ['Call-ID', headerOf(request, 'call-id')],
        ['CSeq', headerOf(request, 'cseq')],
        ['Contact', `<sip:${HOST}:${this.port}>`],
        ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
      ],
      body,
    );
  }

  /** An answer of the engine to a request of ours. */
  #answered(dialog: Dialog, answer: SipMessage): void {
    const status = answer.status ?? 0;
    const isToInvite = headerOf(answer, 'cseq').endsWith('INVITE');
    if (!isToInvite || status < 200) return;
    dialog.remote = headerOf(answer, 'to');
    if (status < 300) {
      dialog.state = 'up';
      dialog.target = uriOf(headerOf(answer, 'contact'));
      dialog.audio = audioAddressOf(answer.body);
      this.#request(dialog, 'ACK', 1, this.#branch());
    } else {
      this.#request(dialog, 'ACK', 1, dialog.inviteBranch);
      this.#over(dialog);
    }
  }

  #bye(dialog: Dialog): void {
    this.#request(dialog, 'BYE', (dialog.sequence += 1), this.#branch());
    this.#over(dialog);
  }

  #request(dialog: Dialog, method: string, sequence: number, branch: string, body = ''): void {
    const text = formatSip(
      `${method} ${dialog.target} SIP/2.0`,
      [
        ['Via', `SIP/2.0/UDP ${HOST}:${this.port};branch=${branch}`],
        ['Max-Forwards', '70'],
        ['From', dialog.local],
        ['To', dialog.remote],
        ['Call-ID', dialog.callId],
        ['CSeq', `${sequence} ${method}`],
        ['Contact', `<sip:${HOST}:${this.port}>`],
        ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
      ],
      body,
    );
    this.#send(text, dialog.peer);
  }

  #sdp(): string {
    const { port } = this.#rtp.address();
    return [
      'v=0',
      `o=scripted 1 1 IN IP4 ${HOST}`,
      's=-',
      `c=IN IP4 ${HOST}`,
      't=0 0',
      `m=audio ${port} RTP/AVP 0 101`,
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      'a=ptime:20',
      '',
    ].join('\r\n');
  }

  #newDialog(callId: string, invite: SipMessage | null, peer: { host: string; port: number }): Dialog {
    const number = this.#next();
    const dialog: Dialog = {
      callId,
      invite,
      keys: { ssrc: 0x10000 + number, sequence: 0, timestamp: 0 },
      ear: new RtpEar(),
      timers: new Set(),
      localTag: `far${number}`,
      state: 'early',
      peer,
      lastAnswer: null,
      audio: null,
      tone: null,
      quietUntilMs: 0,
      local: '',
      remote: '',
      target: '',
      sequence: 1,
      inviteBranch: this.#branch(),
    };
    this.#dialogs.set(callId, dialog);
    return dialog;
  }

  #later(dialog: Dialog, afterMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      dialog.timers.delete(timer);
      run();
    }, afterMs);
    dialog.timers.add(timer);
  }

  #over(dialog: Dialog): void {
    dialog.state = 'over';
    clearTimers(dialog);
  }

  #dialog(callId: string): Dialog {
    const dialog = this.#dialogs.get(callId);
    if (dialog === undefined) throw new Error(`the far end knows no call ${callId}`);
    return dialog;
  }

  #send(text: string, to: { host: string; port: number }): void {
    this.#sip.send(text, to.port, to.host);
  }

  #branch(): string {
    return `z9hG4bK-${this.port}-${this.#next()}`;
  }

  #next(): number {
    return (this.#count += 1);
  }
}

const toneOf = (hz: number | undefined): RtpTone | null => (hz === undefined ? null : new RtpTone(hz));

function clearTimers(dialog: Dialog): void {
  for (const timer of dialog.timers) clearTimeout(timer);
  dialog.timers.clear();
}
