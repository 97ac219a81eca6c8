import { z } from 'zod';
import { isStorableText } from './primitives.ts';

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The limits of the context that travels with a callback. Sizes are bytes of UTF-8 JSON. */
export const contextLimits = { keyCount: 50, keyLength: 64, valueBytes: 2048, totalBytes: 16_384, depth: 16 } as const;

/**
 * Why a value cannot be taken as JSON context, or null when it can. Walks without recursion, so that deep nesting in
 * hostile input is refused and not a stack overflow.
 */
export function jsonFault(value: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > contextLimits.depth) return `must not nest deeper than ${contextLimits.depth}`;
    const fault = scalarFault(next.value);
    if (fault !== null) return fault;
    if (typeof next.value === 'object' && next.value !== null) {
      for (const [key, inner] of Object.entries(next.value)) {
        if (!isStorableText(key)) return 'must not contain NUL or broken Unicode';
        open.push({ value: inner, depth: next.depth + 1 });
      }
    }
  }
  return null;
}

function scalarFault(value: unknown): string | null {
  if (typeof value === 'string') return isStorableText(value) ? null : 'must not contain NUL or broken Unicode';
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'must be a finite number';
  return value === null || typeof value === 'boolean' || typeof value === 'object' ? null : 'must be JSON';
}

/** Size of a value as UTF-8 JSON, in bytes. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** A JSON value of any shape. */
export const jsonValue = z
  .custom<JsonValue>((value) => jsonFault(value) === null, 'must be JSON that can be stored')
  .meta({ wire: {}, description: 'Any JSON value.' });

/** Key/value context of a callback as the server returns it. */
export const context = z
  .record(z.string(), jsonValue)
  .describe('What travels with the callback: journey, page, case, searches.');

/** Key/value context as a client sends it, within `contextLimits`. */
export const contextInput = z
  .record(z.string(), z.custom<JsonValue>(() => true).meta({ wire: {} }))
  .superRefine((value, check) => {
    for (const fault of contextFaults(value)) check.addIssue({ code: 'custom', ...fault });
  })
  .meta({
    wire: {
      type: 'object',
      maxProperties: contextLimits.keyCount,
      propertyNames: { minLength: 1, maxLength: contextLimits.keyLength },
      additionalProperties: true,
    },
    description:
      'What travels with the callback. At most 50 keys of 64 characters; each value at most 2 KiB, all together 16 KiB of JSON.',
  });

function* contextFaults(value: Record<string, JsonValue>): Generator<{ path: string[]; message: string }> {
  const entries = Object.entries(value);
  if (entries.length > contextLimits.keyCount)
    return yield { path: [], message: `must have at most ${contextLimits.keyCount} keys` };
  let totalBytes = 2;
  for (const [key, inner] of entries) {
    const fault = keyFault(key) ?? jsonFault(inner) ?? sizeFault(inner);
    if (fault !== null) return yield { path: [key.slice(0, contextLimits.keyLength)], message: fault };
    totalBytes += jsonBytes(key) + jsonBytes(inner) + 2;
  }
  if (totalBytes > contextLimits.totalBytes)
    yield { path: [], message: `must be at most ${contextLimits.totalBytes} bytes of JSON` };
}

function keyFault(key: string): string | null {
  if (key.length === 0 || key.length > contextLimits.keyLength)
    return `key must be 1 to ${contextLimits.keyLength} characters`;
  return isStorableText(key) ? null : 'key must not contain NUL or broken Unicode';
}

function sizeFault(value: JsonValue): string | null {
  return jsonBytes(value) > contextLimits.valueBytes
    ? `must be at most ${contextLimits.valueBytes} bytes of JSON`
    : null;
}
