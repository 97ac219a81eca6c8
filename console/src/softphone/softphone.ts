import { endStream, openMicrophone, openSipLine, type LineLoss, type SipLine } from '@ringback/widget/telephone';
import { serverNowMs } from '../time/clock.ts';
import { currentSettings } from '../ui/settings.ts';
import { get, post } from '../wire/api.ts';
import { wordsForError } from '../wire/problem.ts';
import { reopenDelayMs } from '../wire/reconnect.ts';
import type { SoftphoneAccess, Work } from '../wire/types.ts';
import { readQuality } from './callQuality.ts';
import { microphoneAnswered, watchMicrophone } from './microphoneGate.ts';
import { claimPhone } from './onePage.ts';
import { microphoneWords, offState, type SoftphoneState } from './softphoneState.ts';
import { playTone, stopTones } from './tones.ts';

/** How long before its end a password is renewed, at least how long it is kept, and how often quality is read, milliseconds. */
const RENEW_BEFORE_MS = 60_000;
const KEEP_MIN_MS = 3_000;
const QUALITY_EVERY_MS = 2_000;

/**
 * The telephone in the page (W4). It registers with a short-lived password, answers what the workspace accepted, and after a
 * reload asks for the conversation that went on without it. One per page; the page of the agent that asked last rings.
 */
export class Softphone {
  private readonly agentId: string;
  private readonly watchers = new Set<() => void>();
  private readonly speaker = new Audio();
  private line: SipLine | null = null;
  private current: SoftphoneState = offState;
  private giveUpPhone: (() => void) | null = null;
  private unwatchMicrophone: (() => void) | null = null;
  private tryAgain: ReturnType<typeof setTimeout> | null = null;
  private renewal: ReturnType<typeof setTimeout> | null = null;
  private qualityTimer: ReturnType<typeof setInterval> | null = null;
  private failuresCount = 0;
  /** Counts starts and ends, so that what an earlier start still waits for is not gone on with. */
  private turn = 0;

  constructor(agentId: string) {
    this.agentId = agentId;
    this.speaker.autoplay = true;
  }

  /** The state now; a new object after every change. */
  readonly state = (): SoftphoneState => this.current;

  /** Calls the watcher after every change; the answer stops it. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Becomes the agent's telephone. `byForce` takes that from another page of theirs. */
  async start(byForce = false): Promise<void> {
    this.letGo();
    const turn = this.turn;
    const isMine = (): boolean => turn === this.turn;
    this.stand('connecting');
    const claim = await claimPhone(this.agentId, byForce, () => {
      if (isMine()) this.leave('elsewhere');
    });
    if (!isMine()) return claim?.();
    if (claim === null) return this.stand('elsewhere');
    this.giveUpPhone = claim;
    const trouble = await microphoneAnswered(() => this.stand('asking'));
    if (!isMine()) return;
    this.unwatchMicrophone = watchMicrophone(() => {
      if (this.current.status === 'failed') void this.start(true);
    });
    if (trouble !== null) return this.stand('failed', microphoneWords[trouble]);
    await this.connect();
  }

  /** Ends it: nothing rings here any more. */
  stop(): void {
    this.leave('off');
  }

  /** Takes the call that rings. */
  async answer(): Promise<void> {
    const { line } = this;
    if (line === null) return;
    const { stream, trouble } = await openMicrophone(currentSettings().microphoneId);
    if (line !== this.line) return stream === null ? undefined : endStream(stream);
    if (trouble !== null) {
      line.hangUp();
      this.letGoOfLine();
      return this.stand('failed', microphoneWords[trouble]);
    }
    if (line.answer(stream)) this.set({ ...this.current, microphone: stream });
    else endStream(stream);
  }

  /** Ends a call of which the phone system has told nothing, because the connection was gone when it ended. */
  hangUpLost(): void {
    this.line?.hangUp();
  }

  /** Presses keys in the call; the customer's side hears them. */
  sendKeys(keys: string): void {
    this.line?.sendKeys(keys);
  }

  /** Uses the devices that are set now, also in the middle of a call. */
  async changeDevices(): Promise<void> {
    await this.chooseSpeaker();
    const before = this.current.microphone;
    if (this.line === null || !this.line.isInCall() || before === null) return;
    const { stream } = await openMicrophone(currentSettings().microphoneId);
    if (stream === null) return;
    await this.line.changeMicrophone(stream);
    endStream(before);
    this.set({ ...this.current, microphone: stream });
  }

  private set(state: SoftphoneState): void {
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }

  private stand(status: SoftphoneState['status'], problem: string | null = null): void {
    const sinceMs = status === this.current.status ? this.current.sinceMs : serverNowMs();
    this.set({ ...offState, status, problem, sinceMs });
  }

  private leave(status: 'off' | 'elsewhere'): void {
    this.letGo();
    this.stand(status);
  }

  private letGo(): void {
    this.turn += 1;
    this.failuresCount = 0;
    this.letGoOfLine();
    this.giveUpPhone?.();
    this.giveUpPhone = null;
    this.unwatchMicrophone?.();
    this.unwatchMicrophone = null;
  }

  private letGoOfLine(): void {
    if (this.tryAgain !== null) clearTimeout(this.tryAgain);
    if (this.renewal !== null) clearTimeout(this.renewal);
    this.tryAgain = null;
    this.renewal = null;
    this.line?.end();
    this.line = null;
    this.rest();
  }

  private async connect(): Promise<void> {
    const { turn } = this;
    if (this.line?.isInCall() === true) return this.connectLater();
    try {
      const access = await post<SoftphoneAccess>(`/v1/agents/${encodeURIComponent(this.agentId)}/softphone`);
      if (turn !== this.turn) return;
      this.line?.end();
      const line = await openSipLine(access, {
        ready: () => void this.ready(),
        lost: (loss) => this.lost(loss),
        ringing: () => this.ringing(),
        talking: (remote, statistics) => this.talking(remote, statistics),
        over: () => this.over(),
      });
      if (turn !== this.turn) return line.end();
      this.line = line;
      this.planRenewal(access.expiresAt);
    } catch (error) {
      if (turn !== this.turn) return;
      this.stand('connecting', wordsForError(error));
      this.connectLater();
    }
  }

  /** A new password before the old one ends; a call that is up is waited for. */
  private planRenewal(expiresAt: string): void {
    if (this.renewal !== null) clearTimeout(this.renewal);
    const inMs = Math.max(KEEP_MIN_MS, Date.parse(expiresAt) - serverNowMs() - RENEW_BEFORE_MS);
    this.renewal = setTimeout(() => {
      if (this.line?.isInCall() === true) this.planRenewal(expiresAt);
      else void this.connect();
    }, inMs);
  }

  private connectLater(): void {
    if (this.tryAgain !== null) clearTimeout(this.tryAgain);
    this.failuresCount += 1;
    this.tryAgain = setTimeout(() => void this.connect(), reopenDelayMs(this.failuresCount, Math.random()));
  }

  private async ready(): Promise<void> {
    this.failuresCount = 0;
    if (this.line?.isInCall() === true) return;
    this.stand('ready');
    await this.rejoin();
  }

  /** A conversation that went on while this page was away is taken up again. */
  private async rejoin(): Promise<void> {
    const work = await get<Work>(`/v1/agents/${encodeURIComponent(this.agentId)}/work`).catch(() => null);
    const call = work?.active?.call ?? null;
    if (call?.state !== 'connected' || this.line?.isInCall() === true) return;
    await post(`/v1/calls/${encodeURIComponent(call.id)}/rejoin`).catch(() => undefined);
  }

  private lost(loss: LineLoss): void {
    if (loss === 'replaced') return this.leave('elsewhere');
    if (this.line?.isInCall() !== true) this.stand('connecting', this.current.problem);
    // The stack reconnects by itself; only a refused password needs a new one.
    if (loss === 'refused') this.connectLater();
  }

  private ringing(): void {
    this.stand('ringing');
    if (currentSettings().answersByHand) playTone('ringing');
    else {
      playTone('answered');
      void this.answer();
    }
  }

  private talking(remote: MediaStream, statistics: () => Promise<RTCStatsReport>): void {
    stopTones();
    this.speaker.srcObject = remote;
    void this.chooseSpeaker();
    this.set({ ...this.current, status: 'talking', sinceMs: serverNowMs() });
    this.qualityTimer = setInterval(() => void this.readQuality(statistics), QUALITY_EVERY_MS);
  }

  private async readQuality(statistics: () => Promise<RTCStatsReport>): Promise<void> {
    const report = await statistics().catch(() => null);
    if (report === null || this.current.status !== 'talking') return;
    // Every value of a statistics report is a dictionary of names and counts (W3C webrtc-stats).
    const counts: Readonly<Record<string, unknown>>[] = [];
    report.forEach((one: Readonly<Record<string, unknown>>) => counts.push(one));
    this.set({ ...this.current, quality: readQuality(counts) });
  }

  private over(): void {
    this.rest();
    this.stand(this.line?.isRegistered() === true ? 'ready' : 'connecting');
  }

  /** Silence: nothing is played, nothing is recorded. */
  private rest(): void {
    stopTones();
    if (this.qualityTimer !== null) clearInterval(this.qualityTimer);
    this.qualityTimer = null;
    this.speaker.srcObject = null;
    if (this.current.microphone !== null) endStream(this.current.microphone);
  }

  private async chooseSpeaker(): Promise<void> {
    const { speakerId } = currentSettings();
    // An empty id is the browser's own choice (W3C audio-output).
    if ('setSinkId' in this.speaker) await this.speaker.setSinkId(speakerId ?? '').catch(() => undefined);
  }
}
