/** What the simulated handset tells (`event: state` of `/simulated/handset/events`). */
export interface HandsetState {
  status: 'idle' | 'ringing' | 'connected';
  legId: string | null;
  /** Who is on the other end, as the network shows it. */
  caller: string | null;
  /** What is being spoken, as text. */
  prompt: string | null;
  /** True when two people hear each other. */
  bridged: boolean;
  /** Since when it stands like this, ISO 8601. */
  since: string | null;
}

/** The handset before anything has been heard from the server. */
export const idleHandset: HandsetState = {
  status: 'idle',
  legId: null,
  caller: null,
  prompt: null,
  bridged: false,
  since: null,
};

/** Reads one event; null when it is not a state. */
export function parseHandsetState(raw: string): HandsetState | null {
  const read: unknown = JSON.parse(raw);
  if (typeof read !== 'object' || read === null) return null;
  const status: unknown = Reflect.get(read, 'status');
  if (status !== 'idle' && status !== 'ringing' && status !== 'connected') return null;
  const text = (key: string): string | null => {
    const value: unknown = Reflect.get(read, key);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    status,
    legId: text('legId'),
    caller: text('caller'),
    prompt: text('prompt'),
    bridged: Reflect.get(read, 'bridged') === true,
    since: text('since'),
  };
}
