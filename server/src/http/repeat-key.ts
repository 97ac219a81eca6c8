import { hash } from 'node:crypto';
import { base32 } from '../access/base32.ts';
import { invalidRequest } from './problem-error.ts';

/** What makes a repeated POST recognisable (`Idempotency-Key`). */
export interface RepeatKey {
  /** 26 characters, the same for the same sender, operation and key. */
  readonly id: string;
  /** The same for the same address and body. */
  readonly fingerprint: string;
}

const KEY_LENGTH_MAX = 255;

/** Makes the repeat key of a request. Throws ProblemError `invalid_request` for a key that is too long. */
export function repeatKey(request: {
  key: string;
  senderId: string;
  operationId: string;
  address: string;
  body: unknown;
}): RepeatKey {
  if (request.key.length > KEY_LENGTH_MAX)
    throw invalidRequest([{ path: 'Idempotency-Key', message: `must be at most ${KEY_LENGTH_MAX} characters` }]);
  const digest = hash('sha256', [request.senderId, request.operationId, request.key].join('\n'), 'buffer');
  return {
    id: base32(digest.subarray(0, 16)),
    fingerprint: hash('sha256', `${request.address}\n${JSON.stringify(request.body)}`, 'base64url'),
  };
}
