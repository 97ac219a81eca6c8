/** Escapes that JSON allows and jsonb refuses: NUL and halves of surrogate pairs. */
const refusedByJsonb = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/**
 * The text of a value as PostgreSQL's jsonb takes it. NUL and unpaired surrogates, which jsonb refuses, become U+FFFD:
 * one odd character typed by a customer must not stop a whole batch. Throws TypeError for what JSON cannot say.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.includes('\\u') && refusedByJsonb.test(text) ? JSON.stringify(storable(value)) : text;
}

/** The text with NUL and unpaired surrogates replaced by U+FFFD, as PostgreSQL's text takes it. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [storableText(name), storable(part)]));
}
