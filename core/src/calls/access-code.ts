/**
 * A code of `length` digits that is not among `taken`, drawn from `seed`: the same seed gives the same code (invariant I8), and
 * as seeds are random ids nobody can guess one from another. Null when every code is taken.
 */
export function drawAccessCode(seed: string, length: number, taken: ReadonlySet<string>): string | null {
  const count = 10 ** length;
  if (taken.size >= count) return null;
  const start = hashOf(seed) % count;
  for (let step = 0; step < count; step += 1) {
    const code = String((start + step) % count).padStart(length, '0');
    if (!taken.has(code)) return code;
  }
  return null;
}

/** FNV-1a, 32 bits, with the final mixing of MurmurHash3: neighbouring seeds give codes far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
