/** A number in [0, 1) that depends on the seed and the words, and on nothing else: the order of the draws does not matter. */
export function draw(seed: number, ...words: readonly (string | number)[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  // FNV-1a over the words, then the finalizer of MurmurHash3: neighbouring words give unrelated numbers.
  for (const letter of words.join('\u001f')) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** An exponential of mean 1 from a number in [0, 1), by inversion. */
export function exponentialOf(uniform: number): number {
  return -Math.log1p(-uniform);
}
