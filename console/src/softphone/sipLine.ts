import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent, UA } from 'jssip/lib/UA';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { SoftphoneAccess } from '../wire/types.ts';

/** What the line reports. */
export interface LineListener {
  /** Registered: calls for this agent ring here. */
  readonly ready: () => void;
  /** Not registered any more; `isRefused` when the password was not taken. */
  readonly lost: (isRefused: boolean) => void;
  readonly ringing: () => void;
  readonly talking: (remote: MediaStream, statistics: () => Promise<RTCStatsReport>) => void;
  readonly over: () => void;
}

/** One registration with the phone system, and the one call on it. */
export interface SipLine {
  /** Takes the call that rings. Does nothing when none does. */
  answer(microphone: MediaStream): void;
  isInCall(): boolean;
  /** Speaks into another microphone from now on. */
  changeMicrophone(microphone: MediaStream): Promise<void>;
  end(): void;
}

/** How long a registration lasts, seconds; the page that is closed without a word is forgotten after it. */
const REGISTER_S = 120;

/** Registers with the phone system. The SIP stack is loaded only here: most pages of the console never need it. */
export async function openSipLine(access: SoftphoneAccess, listener: LineListener): Promise<SipLine> {
  const { UA: UserAgent, WebSocketInterface } = await import('jssip');
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const agent: UA = new UserAgent({
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
  let session: RTCSession | null = null;
  agent.on('registered', () => listener.ready());
  agent.on('unregistered', () => listener.lost(false));
  agent.on('disconnected', () => listener.lost(false));
  agent.on('registrationFailed', ({ response }) => listener.lost(isRefusal(response)));
  agent.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => {
    if (session !== null || String(event.originator) !== 'remote') {
      event.session.terminate({ status_code: 486 });
      return;
    }
    const incoming = event.session;
    session = incoming;
    const over = (): void => {
      if (session !== incoming) return;
      session = null;
      listener.over();
    };
    incoming.on('ended', over);
    incoming.on('failed', over);
    incoming.on('confirmed', () => {
      const remote = new MediaStream(incoming.connection.getReceivers().map(({ track }) => track));
      listener.talking(remote, () => incoming.connection.getStats());
    });
    listener.ringing();
  });
  agent.start();
  const ice = access.iceServers.map(iceServer);
  return {
    answer(microphone) {
      if (session?.isInProgress() === true) session.answer({ mediaStream: microphone, pcConfig: { iceServers: ice } });
    },
    isInCall: () => session !== null,
    async changeMicrophone(microphone) {
      const track = microphone.getAudioTracks()[0];
      const sender = session?.connection.getSenders().find((one) => one.track?.kind === 'audio');
      if (track !== undefined) await sender?.replaceTrack(track);
    },
    end: () => agent.stop(),
  };
}

function isRefusal(response: unknown): boolean {
  if (typeof response !== 'object' || response === null || !('status_code' in response)) return false;
  return response.status_code === 401 || response.status_code === 403;
}

function iceServer({ urls, username, credential }: SoftphoneAccess['iceServers'][number]): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
