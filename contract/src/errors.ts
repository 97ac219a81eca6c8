/** One entry of the error catalogue. */
export type ErrorEntry = {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Short, stable, for people. */
  readonly title: string;
  /** Whether the same request can succeed later without being changed. */
  readonly retriable: boolean;
  /** What the caller does about it. */
  readonly whatToDo: string;
};

function entry(status: number, title: string, retriable: boolean, whatToDo: string): ErrorEntry {
  return { status, title, retriable, whatToDo };
}

/** Every error Ringback answers with, by its code. The only list: documents, server and clients are made from it. */
export const errorCatalogue = {
  invalid_request: entry(400, 'The request is not valid', false, 'Correct the fields named in `errors`.'),
  unauthorized: entry(
    401,
    'A valid key is needed',
    false,
    'Send `Authorization: Bearer` with a key that exists and is not revoked, or sign in.',
  ),
  forbidden: entry(403, 'The key may not do this', false, 'Use a key with the scope named in `detail`.'),
  origin_not_allowed: entry(
    403,
    'The page may not use this key',
    false,
    'Add the origin of the page to the publishable key.',
  ),
  not_found: entry(404, 'There is nothing at this address', false, 'Check the path against the API reference.'),
  unknown_service: entry(404, 'There is no such service', false, 'Take the id from `GET /v1/services`.'),
  unknown_callback: entry(
    404,
    'There is no such callback',
    false,
    'Check the id or the link; it may have been erased.',
  ),
  unknown_agent: entry(404, 'There is no such agent', false, 'Take the id from `GET /v1/agents`.'),
  unknown_offer: entry(404, 'There is no such offer', false, 'Read the work of the agent again; the offer has ended.'),
  unknown_recording: entry(
    404,
    'There is no such recording',
    false,
    'Take the id from `recordings` of the callback; the sound is there once the recording has ended.',
  ),
  unknown_call: entry(404, 'There is no such call', false, 'Read the work of the agent again; the call has ended.'),
  unknown_queue: entry(404, 'There is no such queue', false, 'Take the id from `GET /v1/queues`.'),
  unknown_hold: entry(404, 'There is no such slot hold', false, 'Hold a slot again, or ask without a hold.'),
  method_not_allowed: entry(
    405,
    'This address does not take this method',
    false,
    'Use one of the methods in the `Allow` header.',
  ),
  slot_full: entry(409, 'The slot is full', false, 'Offer the customer one of the `alternatives`.'),
  service_closed: entry(
    409,
    'The service is closed',
    true,
    'Ask for a time within the opening hours; `opensAt` is the next opening.',
  ),
  service_paused: entry(409, 'The service takes no callbacks now', true, 'Try again when the service is resumed.'),
  too_many_open: entry(
    409,
    'Too many callbacks are open',
    true,
    'Try again later, or ask for a time in `alternatives`.',
  ),
  no_call_in_number: entry(
    409,
    'Nobody can call in for this service',
    false,
    'Give the service a call-in group, or ask for a callback.',
  ),
  hold_expired: entry(409, 'The slot is no longer held', false, 'Hold a slot again.'),
  not_allowed_in_state: entry(
    409,
    'This cannot be done in the present state',
    false,
    'Read it again and do one of its `allowedActions`.',
  ),
  softphone_unavailable: entry(
    409,
    'This agent has no softphone here',
    false,
    'Set the endpoint of the agent to `softphone`, and run with a phone system that has a WebSocket.',
  ),
  version_conflict: entry(
    412,
    'It was changed in the meantime',
    false,
    'Read it again, repeat the change on the new version.',
  ),
  idempotency_key_reused: entry(
    409,
    'The idempotency key was used for another request',
    false,
    'Use a new key for a new request.',
  ),
  in_use: entry(409, 'It is still in use', false, 'Take away what refers to it first; `detail` names it.'),
  payload_too_large: entry(413, 'The request is too large', false, 'Send less; the limit is in `detail`.'),
  unsupported_media_type: entry(415, 'The content type is not taken', false, 'Send `Content-Type: application/json`.'),
  invalid_phone_number: entry(
    422,
    'This is not a phone number that can be rung',
    false,
    'Ask the customer for the number again, with the country code.',
  ),
  number_not_allowed: entry(
    422,
    'This number may not be rung',
    false,
    'Ask the customer for another number; the number rules refuse this one.',
  ),
  suppressed_number: entry(
    422,
    'This number asked never to be rung',
    false,
    'Do not ask again; the customer can lift it.',
  ),
  invalid_time: entry(
    422,
    'The time is not usable',
    false,
    'Check that the range is in order and that the time exists in the zone.',
  ),
  time_in_past: entry(422, 'The time has passed', false, 'Ask for a time in the future.'),
  slot_not_open: entry(
    422,
    'There is no slot at this time',
    false,
    'Take a start from the availability; `alternatives` names some.',
  ),
  scheduled_only: entry(422, 'Video needs a time', false, 'Give `scheduledFor`; video callbacks are scheduled.'),
  configuration_invalid: entry(
    422,
    'The configuration does not hold together',
    false,
    'Correct the fields named in `errors`; often a reference to something that is not there.',
  ),
  rate_limited: entry(429, 'Too many requests', true, 'Wait as long as `Retry-After` says.'),
  internal: entry(500, 'Something went wrong on our side', false, 'Report it with the request id in `detail`.'),
  try_again: entry(
    503,
    'Not at the moment',
    true,
    'Send the same request again, with the same idempotency key, after `Retry-After`.',
  ),
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** All codes, in the order of the catalogue. */
// Object.keys loses the key type; the catalogue is a constant without further keys.
export const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

/** Where an error is explained; also the `type` of its problem document. */
export function problemType(code: ErrorCode): string {
  return `/docs/reference/errors#${code}`;
}
