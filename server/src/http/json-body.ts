import { isUtf8 } from 'node:buffer';
import { invalidRequest } from './problem-error.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** Nested deeper than this nothing is taken; no schema asks for so much. */
const DEPTH_MAX = 64;

/** The JSON of a body. An empty body is an empty object. Throws ProblemError `invalid_request`. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw invalidRequest([{ path: '', message: 'must be UTF-8' }]);
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (error) {
    const what = error instanceof SyntaxError ? error.message.slice(0, 200) : 'not JSON';
    throw invalidRequest([{ path: '', message: `must be JSON: ${what}` }]);
  }
}

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * Refuses what no part of the server could carry, whatever the schema says: NUL and halves of surrogate pairs (a database
 * refuses them), keys that would change an object's prototype, and bottomless nesting. Names the field.
 * Walks without recursion.
 */
export function refuseHostile(value: unknown): void {
  const open: Place[] = [{ value, path: '', depth: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const message = faultOf(place);
    if (message !== null) throw invalidRequest([{ path: place.path, message }]);
    if (typeof place.value === 'object' && place.value !== null) pushMembers(open, place, place.value);
  }
}

function pushMembers(open: Place[], place: Place, value: object): void {
  for (const [key, inner] of Object.entries(value)) {
    const path = place.path === '' ? key : `${place.path}.${key}`;
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw invalidRequest([{ path, message: 'is a name that is not taken' }]);
    }
    if (!isCarried(key)) throw invalidRequest([{ path, message: 'is a name with NUL or broken Unicode' }]);
    open.push({ value: inner, path, depth: place.depth + 1 });
  }
}

function faultOf({ value, depth }: Place): string | null {
  if (depth > DEPTH_MAX) return `must not nest deeper than ${DEPTH_MAX}`;
  return typeof value === 'string' && !isCarried(value) ? 'must not contain NUL or broken Unicode' : null;
}

function isCarried(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
