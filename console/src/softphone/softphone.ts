import { get, post } from '../wire/api.ts';
import { wordsForError } from '../wire/problem.ts';
import type { SoftphoneAccess, Work } from '../wire/types.ts';
import { currentSettings } from '../ui/settings.ts';
import { serverNowMs } from '../time/clock.ts';
import { readQuality, type CallQuality } from './callQuality.ts';
import { claimPhone } from './onePage.ts';
import { playTone, stopTones } from './tones.ts';
import { openSipLine, type SipLine } from './sipLine.ts';

/** Where the telephone in this page stands. */
export interface SoftphoneState {
  readonly status: 'off' | 'connecting' | 'elsewhere' | 'ready' | 'ringing' | 'talking' | 'failed';
  /** Why it does not work, for the agent. */
  readonly problem: string | null;
  readonly quality: CallQuality | null;
  /** What the agent speaks into, while a call is up. */
  readonly microphone: MediaStream | null;
}

const OFF: SoftphoneState = { status: 'off', problem: null, quality: null, microphone: null };

/** How long before its end a password is renewed, and how soon a failed connection is tried again, milliseconds. */
const RENEW_BEFORE_MS = 60_000;
const TRY_AGAIN_MS = 3_000;
const QUALITY_EVERY_MS = 2_000;

/**
 * The telephone in the page (W4). It registers with a short-lived password, answers what the workspace accepted, and after a
 * reload asks for the conversation that went on without it. One per page; the page of the agent that was opened last rings.
 */
export class Softphone {
  private readonly agentId: string;
  private readonly watchers = new Set<() => void>();
  private readonly speaker = new Audio();
  private line: SipLine | null = null;
  private current: SoftphoneState = OFF;
  private giveUpPhone: (() => void) | null = null;
  private tryAgain: ReturnType<typeof setTimeout> | null = null;
  private renewal: ReturnType<typeof setTimeout> | null = null;
  private qualityTimer: ReturnType<typeof setInterval> | null = null;
  private isStopped = false;

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
    this.isStopped = false;
    this.set({ ...OFF, status: 'connecting' });
    const claim = await claimPhone(this.agentId, byForce, () => this.leave('elsewhere'));
    if (claim === null) return this.set({ ...OFF, status: 'elsewhere' });
    this.giveUpPhone = claim;
    await this.connect();
  }

  /** Ends it: nothing rings here any more. */
  stop(): void {
    this.isStopped = true;
    this.leave('off');
  }

  /** Takes the call that rings. */
  async answer(): Promise<void> {
    if (this.line === null) return;
    try {
      const microphone = await openMicrophone();
      this.set({ ...this.current, microphone });
      this.line.answer(microphone);
    } catch {
      this.fail('The browser gives no microphone. Allow it for this page, then connect again.');
    }
  }

  /** Uses the devices that are set now, also in the middle of a call. */
  async changeDevices(): Promise<void> {
    await this.chooseSpeaker();
    if (this.line === null || !this.line.isInCall() || this.current.microphone === null) return;
    const microphone = await openMicrophone();
    await this.line.changeMicrophone(microphone);
    endStream(this.current.microphone);
    this.set({ ...this.current, microphone });
  }

  private set(state: SoftphoneState): void {
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }

  private leave(status: 'off' | 'elsewhere'): void {
    if (this.tryAgain !== null) clearTimeout(this.tryAgain);
    if (this.renewal !== null) clearTimeout(this.renewal);
    this.line?.end();
    this.line = null;
    this.hangUp();
    this.giveUpPhone?.();
    this.giveUpPhone = null;
    this.set({ ...OFF, status });
  }

  private async connect(): Promise<void> {
    try {
      const access = await post<SoftphoneAccess>(`/v1/agents/${encodeURIComponent(this.agentId)}/softphone`);
      if (this.isStopped) return;
      this.line?.end();
      this.line = await openSipLine(access, {
        ready: () => void this.ready(),
        lost: (isRefused) => this.lost(isRefused),
        ringing: () => this.ringing(),
        talking: (remote, statistics) => this.talking(remote, statistics),
        over: () => this.over(),
      });
      this.planRenewal(access.expiresAt);
    } catch (error) {
      this.fail(wordsForError(error));
      this.connectLater();
    }
  }

  /** A new password before the old one ends; a call that is up is waited for. */
  private planRenewal(expiresAt: string): void {
    if (this.renewal !== null) clearTimeout(this.renewal);
    const inMs = Math.max(TRY_AGAIN_MS, Date.parse(expiresAt) - serverNowMs() - RENEW_BEFORE_MS);
    this.renewal = setTimeout(() => {
      if (this.line?.isInCall() === true) this.planRenewal(expiresAt);
      else void this.connect();
    }, inMs);
  }

  private connectLater(): void {
    if (this.isStopped) return;
    if (this.tryAgain !== null) clearTimeout(this.tryAgain);
    this.tryAgain = setTimeout(() => void this.connect(), TRY_AGAIN_MS);
  }

  private async ready(): Promise<void> {
    if (this.line?.isInCall() === true) return;
    this.set({ ...OFF, status: 'ready' });
    await this.rejoin();
  }

  /** A conversation that went on while this page was away is taken up again. */
  private async rejoin(): Promise<void> {
    const work = await get<Work>(`/v1/agents/${encodeURIComponent(this.agentId)}/work`).catch(() => null);
    const call = work?.active?.call ?? null;
    if (call?.state !== 'connected' || this.line?.isInCall() === true) return;
    await post(`/v1/calls/${encodeURIComponent(call.id)}/rejoin`).catch(() => undefined);
  }

  private lost(isRefused: boolean): void {
    if (this.isStopped || this.line?.isInCall() === true) return;
    this.set({ ...OFF, status: 'connecting' });
    // The stack reconnects by itself; only a refused password needs a new one.
    if (isRefused) this.connectLater();
  }

  private ringing(): void {
    this.set({ ...this.current, status: 'ringing' });
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
    this.set({ ...this.current, status: 'talking' });
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
    this.hangUp();
    this.set({ ...OFF, status: 'ready' });
  }

  private hangUp(): void {
    stopTones();
    if (this.qualityTimer !== null) clearInterval(this.qualityTimer);
    this.qualityTimer = null;
    this.speaker.srcObject = null;
    if (this.current.microphone !== null) endStream(this.current.microphone);
  }

  private fail(problem: string): void {
    this.set({ ...OFF, status: 'failed', problem });
  }

  private async chooseSpeaker(): Promise<void> {
    const { speakerId } = currentSettings();
    if (speakerId !== null && 'setSinkId' in this.speaker)
      await this.speaker.setSinkId(speakerId).catch(() => undefined);
  }
}

function openMicrophone(): Promise<MediaStream> {
  const { microphoneId } = currentSettings();
  const audio = microphoneId === null ? true : { deviceId: { ideal: microphoneId } };
  return navigator.mediaDevices.getUserMedia({ audio });
}

function endStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
