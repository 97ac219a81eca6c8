import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent, UA } from 'jssip/lib/UA';
import { browserNow } from '../browser-clock.ts';
import type { HandsetAct, HandsetLine, HandsetListener } from './handset-line.ts';
import { idleHandset } from './handset-state.ts';
import type { HandsetState } from './handset-state.ts';

interface PhoneAccess {
  readonly uri: string;
  readonly authorizationUser: string;
  readonly password: string;
  readonly socketPath: string;
}

const LISTEN = 'Listen, and press keys when you are asked to.';
const REGISTER_S = 120;
const TRY_AGAIN_MS = 3_000;
const microphone: MediaStreamConstraints = { audio: true, video: false };

/** The line of the demo's customer to a real phone system: the page is a SIP telephone with microphone and loudspeaker. */
export class SipLine implements HandsetLine {
  private readonly speaker = new Audio();
  private agent: UA | null = null;
  private session: RTCSession | null = null;
  private listener: HandsetListener | null = null;
  private isClosed = false;

  open(listener: HandsetListener): void {
    this.listener = listener;
    this.speaker.autoplay = true;
    void this.register();
  }

  close(): void {
    this.isClosed = true;
    this.agent?.stop();
  }

  act(act: HandsetAct): Promise<boolean> {
    const { session } = this;
    if (act.do === 'call') return Promise.resolve(this.call(act.to));
    if (session === null) return Promise.resolve(false);
    if (act.do === 'answer') session.answer({ mediaConstraints: microphone, pcConfig: { iceServers: [] } });
    else if (act.do === 'keys') session.sendDTMF(act.keys);
    else session.terminate();
    return Promise.resolve(true);
  }

  private async register(): Promise<void> {
    try {
      const access = await phoneAccess();
      const { UA: UserAgent, WebSocketInterface } = await import('jssip');
      const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
      if (this.isClosed) return;
      this.agent = new UserAgent({
        sockets: [new WebSocketInterface(`${scheme}//${location.host}${access.socketPath}`)],
        uri: access.uri,
        authorization_user: access.authorizationUser,
        password: access.password,
        register: true,
        register_expires: REGISTER_S,
        session_timers: false,
      });
      this.listen(this.agent);
      this.agent.start();
    } catch {
      this.tryAgain();
    }
  }

  private listen(agent: UA): void {
    agent.on('registered', () => this.listener?.online(true));
    agent.on('disconnected', () => this.listener?.online(false));
    agent.on('registrationFailed', () => {
      agent.stop();
      this.tryAgain();
    });
    agent.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => this.meet(event));
  }

  private tryAgain(): void {
    this.listener?.online(false);
    if (!this.isClosed) setTimeout(() => void this.register(), TRY_AGAIN_MS);
  }

  private call(to: string): boolean {
    if (this.agent === null || this.session !== null) return false;
    this.agent.call(to, { mediaConstraints: microphone, pcConfig: { iceServers: [] } });
    return true;
  }

  private meet({ session, originator }: IncomingRTCSessionEvent | OutgoingRTCSessionEvent): void {
    if (this.session !== null) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.session = session;
    const isIncoming = String(originator) === 'remote';
    const caller = session.remote_identity.uri.user ?? null;
    const over = (): void => {
      this.session = null;
      this.speaker.srcObject = null;
      this.tell({ ...idleHandset });
    };
    session.on('ended', over);
    session.on('failed', over);
    session.on('confirmed', () => {
      this.speaker.srcObject = new MediaStream(session.connection.getReceivers().map(({ track }) => track));
      this.tell({ ...idleHandset, status: 'connected', caller, prompt: LISTEN });
    });
    this.tell({ ...idleHandset, status: isIncoming ? 'ringing' : 'connected', caller });
  }

  private tell(state: HandsetState): void {
    this.listener?.state({ ...state, since: new Date(browserNow()).toISOString() });
  }
}

async function phoneAccess(): Promise<PhoneAccess> {
  const answer = await fetch('/demo/phone', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!answer.ok) throw new Error(`demo phone: ${answer.status}`);
  // Our own server's answer to our own page; the names are in its contract.
  return (await answer.json()) as PhoneAccess;
}
