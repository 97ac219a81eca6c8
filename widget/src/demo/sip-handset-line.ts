import { browserNow } from '../browser-clock.ts';
import { endStream, openMicrophone, openSipLine } from '../telephone/index.ts';
import type { LineAccess, LineLoss, SipLine } from '../telephone/index.ts';
import type { HandsetAct, HandsetLine, HandsetListener } from './handset-line.ts';
import { idleHandset } from './handset-state.ts';
import type { HandsetState } from './handset-state.ts';

const LISTEN = 'Listen, and press keys when you are asked to.';
const NO_MICROPHONE = 'The browser gives no microphone. Allow it for this page.';
const TAKEN = 'Another page has this telephone now. Load this page again to use it here.';
const TRY_AGAIN_MS = 3_000;

/** The line of the demo's customer to a real phone system: the page is a SIP telephone with microphone and loudspeaker. */
export class SipHandsetLine implements HandsetLine {
  private readonly speaker = new Audio();
  private line: SipLine | null = null;
  private listener: HandsetListener | null = null;
  private microphone: MediaStream | null = null;
  private caller: string | null = null;
  private isClosed = false;

  open(listener: HandsetListener): void {
    this.listener = listener;
    this.speaker.autoplay = true;
    void this.register();
  }

  close(): void {
    this.isClosed = true;
    this.line?.end();
  }

  async act(act: HandsetAct): Promise<boolean> {
    const { line } = this;
    if (line === null) return false;
    if (act.do === 'answer') return this.speak((microphone) => line.answer(microphone));
    if (act.do === 'call') return this.callOut(line, act.to);
    return act.do === 'keys' ? line.sendKeys(act.keys) : line.hangUp();
  }

  private async callOut(line: SipLine, to: string): Promise<boolean> {
    const isCalling = await this.speak((microphone) => line.call(to, microphone));
    if (!isCalling) return false;
    this.caller = to;
    this.tell({ ...idleHandset, status: 'connected', caller: to });
    return true;
  }

  private async speak(run: (microphone: MediaStream) => boolean): Promise<boolean> {
    const { stream } = await openMicrophone();
    if (stream === null) {
      this.listener?.online(true, NO_MICROPHONE);
      return true;
    }
    this.microphone = stream;
    const isDone = run(stream);
    if (!isDone) this.rest();
    return isDone;
  }

  private async register(): Promise<void> {
    try {
      const access = await lineAccess();
      if (this.isClosed) return;
      this.line?.end();
      this.line = await openSipLine(access, {
        ready: () => this.listener?.online(true),
        lost: (loss) => this.lost(loss),
        ringing: (caller) => {
          this.caller = caller;
          this.tell({ ...idleHandset, status: 'ringing', caller });
        },
        talking: (remote) => {
          this.speaker.srcObject = remote;
          this.tell({ ...idleHandset, status: 'connected', caller: this.caller, prompt: LISTEN });
        },
        over: () => this.over(),
      });
    } catch {
      this.lost('refused');
    }
  }

  private lost(loss: LineLoss): void {
    this.listener?.online(false, loss === 'replaced' ? TAKEN : null);
    if (loss === 'refused' && !this.isClosed) setTimeout(() => void this.register(), TRY_AGAIN_MS);
  }

  private over(): void {
    this.rest();
    this.tell({ ...idleHandset });
  }

  private rest(): void {
    this.speaker.srcObject = null;
    if (this.microphone !== null) endStream(this.microphone);
    this.microphone = null;
  }

  private tell(state: HandsetState): void {
    this.listener?.state({ ...state, since: new Date(browserNow()).toISOString() });
  }
}

async function lineAccess(): Promise<LineAccess> {
  const answer = await fetch('/demo/phone', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!answer.ok) throw new Error(`demo phone: ${answer.status}`);
  // Our own server's answer to our own page; the names are in its contract.
  return (await answer.json()) as LineAccess;
}
