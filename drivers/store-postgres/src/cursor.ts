/** Where a page of callbacks ended: the last row's requestedAt (epoch ms) and key. */
export interface Place {
  readonly requestedAt: number;
  readonly key: string;
}

/** The cursor that a client sent is not one of ours. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
}

/** An opaque cursor, base64url. */
export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.requestedAt, place.key])).toString('base64url');
}

/** Reads a cursor of `writeCursor`. Throws InvalidCursorError. */
export function readCursor(cursor: string): Place {
  const parts = parse(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(parts) && parts.length === 2) {
    const [requestedAt, key]: unknown[] = parts;
    if (typeof requestedAt === 'number' && Number.isFinite(requestedAt) && typeof key === 'string')
      return { requestedAt, key };
  }
  throw new InvalidCursorError('not a cursor of this list');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
