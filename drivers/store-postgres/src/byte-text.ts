/** Bytes, four at a time: one comparison instead of four, wherever they stand. */
export class ByteText {
  readonly length: number;
  private readonly fours: Int32Array;
  private readonly rest: Uint8Array;

  /** Of a text of characters of one byte each. */
  constructor(text: string) {
    const bytes = Buffer.from(text, 'latin1');
    this.length = bytes.length;
    this.fours = Int32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readInt32LE(4 * index));
    this.rest = bytes.subarray(4 * this.fours.length);
  }

  /** Do these bytes stand here? `view` is of `bytes`. */
  isAt(view: DataView, bytes: Uint8Array, start: number): boolean {
    const { fours, rest } = this;
    if (start + this.length > bytes.length) return false;
    let at = start;
    for (let i = 0; i < fours.length; i += 1) {
      if (view.getInt32(at, true) !== fours[i]) return false;
      at += 4;
    }
    for (let i = 0; i < rest.length; i += 1) if (bytes[at + i] !== rest[i]) return false;
    return true;
  }
}

const LOWEST_BITS = 0x01010101;
const HIGHEST_BITS = 0x80808080 | 0;
const [SPACES, QUOTES, BACKSLASHES] = [0x20 * LOWEST_BITS, 0x22 * LOWEST_BITS, 0x5c * LOWEST_BITS];

/**
 * Is each of these four bytes a character of a JSON text that stands for itself: ASCII, printed, no quote and no backslash?
 * May say no without reason, then one at a time is asked: subtracting sets the highest bit of a byte that is less, and
 * may of the next. One that is no less keeps it clear, as all is ASCII.
 */
export function areFourPlain(four: number): boolean {
  const quotes = four ^ QUOTES;
  const backslashes = four ^ BACKSLASHES;
  const found = (four - SPACES) | four | (quotes - LOWEST_BITS) | (backslashes - LOWEST_BITS);
  return (found & HIGHEST_BITS) === 0;
}

/** Is this byte such a character? */
export function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x80 && byte !== 0x22 && byte !== 0x5c;
}

/** What `fourDigits` gives for characters that are no digits. */
export const NO_DIGITS = -1;

/** The number that four digits are, the first of them in the lowest byte. */
export function fourDigits(four: number): number {
  // 0 to 9 are 0x30 to 0x39: the upper half is 3, and still is with 6 added.
  if (((four & UPPER_HALVES) ^ ZEROS) !== 0 || (((four + SIXES) & UPPER_HALVES) ^ ZEROS) !== 0) return NO_DIGITS;
  const digits = four & LOWER_HALVES;
  // Tens and ones of each pair, then hundreds and ones of the pairs.
  const pairs = (digits * 10 + (digits >> 8)) & EVERY_OTHER;
  return (pairs & 0xff) * 100 + (pairs >> 16);
}

const UPPER_HALVES = 0xf0f0f0f0 | 0;
const [ZEROS, SIXES, LOWER_HALVES, EVERY_OTHER] = [0x30303030, 0x06060606, 0x0f0f0f0f, 0x00ff00ff];
