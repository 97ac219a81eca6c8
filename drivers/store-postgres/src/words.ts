import { ByteText } from './byte-text.ts';

const CAPACITY = 2 ** 14;
/** Past so many words all are forgotten: then they are not words that many rows have. */
const COUNT_MAX = CAPACITY / 2;

/** A word that many rows have, and the one that came after it last. */
export class Word {
  readonly text: string;
  /** As it stands in JSON, with its quotes. */
  readonly quoted: ByteText;
  next: Word | null = null;

  constructor(text: string) {
    this.text = text;
    this.quoted = new ByteText(`"${text}"`);
  }
}

/**
 * Words that come again and again, read from bytes: the same bytes give the same string, without making it anew. A hash table
 * with open addressing that forgets everything when it is half full.
 */
export class Words {
  private readonly places: (Word | null)[] = Array.from<Word | null>({ length: CAPACITY }).fill(null);
  private count = 0;

  /** The word between these places, all its bytes plain (`isPlain`). */
  at(view: DataView, bytes: Buffer, start: number, end: number): Word {
    const { places } = this;
    let place = placeOf(bytes, start, end);
    for (let word = places[place] ?? null; word !== null; word = places[place] ?? null) {
      if (word.text.length === end - start && word.quoted.isAt(view, bytes, start - 1)) return word;
      place = (place + 1) & (CAPACITY - 1);
    }
    const made = new Word(bytes.toString('latin1', start, end));
    if (this.count >= COUNT_MAX) this.forget();
    else places[place] = made;
    this.count += 1;
    return made;
  }

  private forget(): void {
    this.places.fill(null);
    this.count = 0;
  }
}

/** FNV-1a. */
function placeOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) & (CAPACITY - 1);
}
