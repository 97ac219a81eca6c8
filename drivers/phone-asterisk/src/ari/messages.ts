import { z } from 'zod';

/** A channel as the engine describes it, as far as it is read here. */
export const ariChannel = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  accountcode: z.string().default(''),
  dialplan: z.object({ app_name: z.string().default(''), app_data: z.string().default('') }),
});
/** A channel as the engine describes it. */
export type AriChannel = z.infer<typeof ariChannel>;

/** A bridge as the engine describes it. */
export const ariBridge = z.object({ id: z.string(), name: z.string().default(''), channels: z.array(z.string()) });

/** An endpoint as the engine describes it: `online`, `offline`, or whatever else it says where nobody asks the far end. */
export const ariEndpoint = z.object({ state: z.string().default('') });

/** How the engine stands, as far as it is read here: when it was started, as text. */
export const ariStatus = z.object({ status: z.object({ startup_time: z.string() }) });

const ariRecording = z.object({ name: z.string(), cause: z.string().default('') });

const timestamp = z.string().default('');

/** The events in use. Others are counted and ignored. */
export const ariEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('StasisStart'), args: z.array(z.string()), channel: ariChannel }),
  z.object({ type: z.literal('ChannelStateChange'), channel: ariChannel }),
  z.object({
    type: z.literal('ChannelDestroyed'),
    cause: z.int(),
    tech_cause: z.int().nullable().default(null),
    channel: ariChannel,
  }),
  z.object({
    type: z.literal('ChannelDtmfReceived'),
    timestamp,
    digit: z.string(),
    duration_ms: z.number(),
    channel: ariChannel,
  }),
  z.object({ type: z.literal('Dial'), dialstatus: z.string(), peer: ariChannel }),
  z.object({ type: z.literal('PlaybackFinished'), playback: z.object({ id: z.string(), target_uri: z.string() }) }),
  z.object({ type: z.literal('ChannelToneDetected'), channel: ariChannel }),
  z.object({ type: z.literal('ChannelTalkingFinished'), channel: ariChannel }),
  z.object({ type: z.literal('RecordingFinished'), recording: ariRecording }),
  z.object({ type: z.literal('RecordingFailed'), recording: ariRecording }),
  z.object({ type: z.literal('ApplicationReplaced') }),
]);
/** An event in use. */
export type AriEvent = z.infer<typeof ariEvent>;

/** Names of the events in use, for the check against the engine's own description. */
export const EVENT_TYPES_IN_USE: readonly string[] = ariEvent.options.map((option) => option.shape.type.value);

const EVENT_TYPES = new Set(EVENT_TYPES_IN_USE);

const typed = z.object({ type: z.string() });

const restResponse = z.object({
  type: z.literal('RESTResponse'),
  request_id: z.string(),
  status_code: z.int(),
  message_body: z.string().default(''),
});

/** An answer to a request: HTTP status, and the body read as JSON (null when it is empty or not JSON). */
export interface AriResponse {
  readonly status: number;
  readonly body: unknown;
}

/** What came over the socket. */
export type AriMessage =
  | { readonly kind: 'response'; readonly requestId: string; readonly response: AriResponse }
  | { readonly kind: 'event'; readonly event: AriEvent }
  /** A type of event that is not in use. */
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a text of the socket. Never throws. */
export function parseAriMessage(text: string): AriMessage {
  const message = parseJson(text);
  const type = typed.safeParse(message);
  if (!type.success) return { kind: 'unreadable', reason: 'a message without a type' };
  if (type.data.type === 'RESTResponse') return parseResponse(message);
  if (!EVENT_TYPES.has(type.data.type)) return { kind: 'unknown', type: type.data.type };
  const event = ariEvent.safeParse(message);
  if (event.success) return { kind: 'event', event: event.data };
  return { kind: 'unreadable', reason: `${type.data.type}: ${z.prettifyError(event.error)}` };
}

function parseResponse(message: unknown): AriMessage {
  const read = restResponse.safeParse(message);
  if (!read.success) return { kind: 'unreadable', reason: `RESTResponse: ${z.prettifyError(read.error)}` };
  const { request_id: requestId, status_code: status, message_body: body } = read.data;
  return { kind: 'response', requestId, response: { status, body: parseJson(body) } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
