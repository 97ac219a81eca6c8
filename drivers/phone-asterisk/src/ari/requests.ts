/** One request to the engine. `path` has no leading slash; the ids inside it are escaped. */
export interface AriRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How a leg is originated: straight into the application, or into a context of the dialplan once it is answered. */
export interface Origination {
  readonly channelId: string;
  /** `PJSIP/agent` or `PJSIP/number@trunk`. */
  readonly endpoint: string;
  readonly into:
    | { readonly app: string; readonly appArgs: string }
    | { readonly context: string; readonly extension: string };
  readonly callerId: string | null;
  readonly ringMs: number;
  /** Marks the channel as ours; it is found again by this after a restart. */
  readonly accountCode: string;
}

const id = encodeURIComponent;
const PLAY_VARIABLE = 'RINGBACK_PLAY';

/** The requests in use, made from our words. A contract test holds them against the engine's own description. */
export const requests = {
  ping: (): AriRequest => ({ method: 'GET', path: 'asterisk/ping' }),
  /** Tells among others since when the engine runs. */
  status: (): AriRequest => ({ method: 'GET', path: 'asterisk/info', query: { only: 'status' } }),
  subscribe: (app: string, eventSources: readonly string[]): AriRequest => ({
    method: 'POST',
    path: `applications/${id(app)}/subscription`,
    query: { eventSource: eventSources.join(',') },
  }),
  /** Only events of these types are sent from then on. */
  filterEvents: (app: string, allowed: readonly string[]): AriRequest => ({
    method: 'PUT',
    path: `applications/${id(app)}/eventFilter`,
    body: { allowed: allowed.map((type) => ({ type })) },
  }),
  channels: (): AriRequest => ({ method: 'GET', path: 'channels' }),
  channel: (channelId: string): AriRequest => ({ method: 'GET', path: `channels/${id(channelId)}` }),
  endpoint: (name: string): AriRequest => ({ method: 'GET', path: `endpoints/PJSIP/${id(name)}` }),
  originate,
  answer: (channelId: string): AriRequest => ({ method: 'POST', path: `channels/${id(channelId)}/answer` }),
  hangUp: (channelId: string): AriRequest => ({ method: 'DELETE', path: `channels/${id(channelId)}` }),
  play: (channelId: string, playbackId: string, media: readonly string[]): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/play/${id(playbackId)}`,
    query: { media: media.join(',') },
  }),
  /** Notes on the channel itself what is being spoken to it: there is no list of playbacks to ask for. */
  rememberPlay: (channelId: string, playbackId: string): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/variable`,
    query: { variable: PLAY_VARIABLE, value: playbackId },
  }),
  rememberedPlay: (channelId: string): AriRequest => ({
    method: 'GET',
    path: `channels/${id(channelId)}/variable`,
    query: { variable: PLAY_VARIABLE },
  }),
  playback: (playbackId: string): AriRequest => ({ method: 'GET', path: `playbacks/${id(playbackId)}` }),
  stopPlayback: (playbackId: string): AriRequest => ({ method: 'DELETE', path: `playbacks/${id(playbackId)}` }),
  holdMusic: (channelId: string, isOn: boolean): AriRequest => ({
    method: isOn ? 'POST' : 'DELETE',
    path: `channels/${id(channelId)}/moh`,
  }),
  /** Silences what comes from the channel: the others do not hear it. */
  mute: (channelId: string, isOn: boolean): AriRequest => ({
    method: isOn ? 'POST' : 'DELETE',
    path: `channels/${id(channelId)}/mute`,
    query: { direction: 'in' },
  }),
  /** Tells of a pure tone that comes from the channel, at `hz`, once it lasted for `forMs`. What is played to the channel does not count. */
  listenForTone: (channelId: string, hz: number, forMs: number): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/variable`,
    query: { variable: `TONE_DETECT(${hz},${forMs},r)`, value: '' },
  }),
  /** Ends that: every frame of the channel's speech was looked at for it. */
  stopListeningForTone: (channelId: string): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/variable`,
    query: { variable: 'TONE_DETECT(0,,x)', value: '' },
  }),
  bridges: (): AriRequest => ({ method: 'GET', path: 'bridges' }),
  createBridge: (bridgeId: string, name: string): AriRequest => ({
    method: 'POST',
    path: `bridges/${id(bridgeId)}`,
    query: { type: 'mixing', name },
  }),
  addToBridge: (bridgeId: string, channelIds: readonly string[]): AriRequest => ({
    method: 'POST',
    path: `bridges/${id(bridgeId)}/addChannel`,
    query: { channel: channelIds.join(',') },
  }),
  /** Sends the channel through a context of the dialplan, from where it comes back by itself. */
  continueIn: (channelId: string, context: string): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/continue`,
    query: { context, extension: 's', priority: '1' },
  }),
  /** Tells when the far end has stopped talking for so long: the option of the engine counts silence in milliseconds. */
  listenForSilence: (channelId: string, silenceMs: number): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/variable`,
    query: { variable: 'TALK_DETECT(set)', value: `${silenceMs},256` },
  }),
  /** Both sides of a bridge into `name`.wav. A repeat goes on writing behind what is there. */
  recordBridge: (bridgeId: string, name: string): AriRequest => ({
    method: 'POST',
    path: `bridges/${id(bridgeId)}/record`,
    query: { name, format: 'wav', ifExists: 'append' },
  }),
  /** A channel of its own that hears what comes from another one. */
  snoop: (channelId: string, snoopId: string, app: string, appArgs = 'snoop'): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/snoop/${id(snoopId)}`,
    query: { spy: 'in', app, appArgs },
  }),
  recordChannel: (channelId: string, name: string): AriRequest => ({
    method: 'POST',
    path: `channels/${id(channelId)}/record`,
    query: { name, format: 'wav', ifExists: 'append' },
  }),
  liveRecording: (name: string): AriRequest => ({ method: 'GET', path: `recordings/live/${id(name)}` }),
  stopRecording: (name: string): AriRequest => ({ method: 'POST', path: `recordings/live/${id(name)}/stop` }),
  removeBridge: (bridgeId: string): AriRequest => ({ method: 'DELETE', path: `bridges/${id(bridgeId)}` }),
} as const;

function originate(origination: Origination): AriRequest {
  const { channelId, endpoint, into, callerId, ringMs, accountCode } = origination;
  const target: Record<string, string> =
    'app' in into
      ? { app: into.app, appArgs: into.appArgs }
      : { context: into.context, extension: into.extension, priority: '1' };
  return {
    method: 'POST',
    path: `channels/${id(channelId)}`,
    query: {
      endpoint,
      ...target,
      ...(callerId === null ? {} : { callerId }),
      timeout: String(Math.max(1, Math.round(ringMs / 1000))),
    },
    body: { variables: { 'CHANNEL(accountcode)': accountCode } },
  };
}
