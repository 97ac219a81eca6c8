const OFFSET_BASIS = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * The name of the recording of a free text, such as the name of a service: `name.` and the text's hash (FNV-1a, 64 bit,
 * over UTF-16 code units), so that the same text has the same recording in every process.
 */
export function nameClip(text: string): string {
  let hash = OFFSET_BASIS;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  }
  return `name.${hash.toString(16).padStart(16, '0')}`;
}
