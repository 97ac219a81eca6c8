import { areFourPlain, ByteText, fourDigits, isPlain, NO_DIGITS } from './byte-text.ts';
import { Word, Words } from './words.ts';

const [QUOTE, COMMA, MINUS, ZERO, OPEN, CLOSE] = [0x22, 0x2c, 0x2d, 0x30, 0x5b, 0x5d];
const [NULL, TRUE, FALSE] = [new ByteText('null'), new ByteText('true'), new ByteText('false')];
/** A promise as jsonb writes it, between its values. */
const TO_AT = new ByteText('{"toAt": ');
const FROM_AT = new ByteText(', "fromAt": ');
const IS_KEPT = new ByteText(', "isKept": ');
const IS_RISK_TOLD = new ByteText(', "isRiskTold": ');
/** A promise that is open: nearly all are. */
const IS_OPEN = new ByteText(', "isKept": null, "isRiskTold": false}');
const END_OF_PROMISE = new ByteText('}');
/** How a row ends that has no deadline, was not asked for a time, and says nothing about a subject, another system or a zone. */
const NOTHING_MORE = new ByteText(',null,null,null,null,null]');

/** Digits of every instant from 2001 to 2286. */
const INSTANT_DIGITS = 13;
/** Ways to make a callback that are known by their bytes; of more the rest are read field by field. */
const MANNERS_MAX = 8;

/** How a callback is to be made: fields that few different rows have, and their bytes, from the comma before them. */
interface Manner {
  readonly bytes: ByteText;
  readonly medium: string;
  readonly channel: string;
  readonly delivery: string;
  readonly isAgentReserved: boolean;
}

/** The last fields of a row. */
interface LastFields {
  readonly dueAt: number | null;
  readonly scheduledFor: number | null;
  readonly subjectId: string | null;
  readonly externalId: string | null;
  readonly timeZone: string | null;
}

const nothingMore: LastFields = { dueAt: null, scheduledFor: null, subjectId: null, externalId: null, timeZone: null };

/** Digits of a whole number that a double holds exactly, whatever they are. */
const DIGITS_MAX = 15;

/**
 * Reads packed callbacks from the bytes that the database sent, several times as fast as JSON.parse makes arrays of them: the
 * same words are the same strings, and nothing is made that a callback does not need. It knows what nearly every row looks
 * like; `read` gives null for any other, which is then JSON's to read.
 */
export class PackedReader {
  private readonly words = new Words();
  private readonly manners: Manner[] = [];
  private word = new Word('');
  private bytes: Buffer = Buffer.alloc(0);
  private view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  /** Up to here four bytes can be read at once. */
  private fourLimit = 0;
  private at = 0;
  /** Where the row's first instant stands, and what it is: most of the others are the same. */
  private firstInstantAt = 0;
  private firstInstant = 0;
  /** Something was not as expected; what was read since means nothing. */
  private isOdd = false;

  /** The bytes to read from. */
  take(bytes: Buffer): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.fourLimit = bytes.length - 4;
  }

  /** The row of the packed callback at these bytes, as `unpackCallback` gives it, or null. */
  read(start: number, end: number): Readonly<Record<string, unknown>> | null {
    this.at = start;
    this.isOdd = false;
    this.expect(OPEN);
    const id = this.textOfItsOwn();
    const state = this.next().text();
    const serviceId = this.next().text();
    const queueId = this.next().text();
    const arrivalAt = this.next().instant();
    const sequence = this.next().number();
    const priority = this.next().number();
    const language = this.next().text();
    const createdAt = this.next().sameInstant();
    const version = this.next().number();
    const phoneNumber = this.next().textOfItsOwn();
    const { medium, channel, delivery, isAgentReserved } = this.manner();
    const requestedAt = this.next().sameInstant();
    const attemptsMade = this.next().number();
    const promise = this.next().isHere(NULL) ? null : this.promise();
    const reviewAt = this.next().isHere(NULL) ? null : this.number();
    const expiresAt = this.next().isHere(NULL) ? null : this.number();
    const { dueAt, scheduledFor, subjectId, externalId, timeZone } = this.lastFields();
    if (this.isOdd || this.at !== end) return null;
    return {
      id,
      state,
      serviceId,
      queueId,
      arrivalAt,
      sequence,
      priority,
      language,
      createdAt,
      version,
      phoneNumber,
      medium,
      channel,
      delivery,
      isAgentReserved,
      requestedAt,
      attemptsMade,
      promise,
      reviewAt,
      expiresAt,
      dueAt,
      scheduledFor,
      subjectId,
      externalId,
      timeZone,
    };
  }

  private manner(): Manner {
    for (const known of this.manners) if (this.isHere(known.bytes)) return known;
    const start = this.at;
    const medium = this.next().text();
    const channel = this.next().text();
    const delivery = this.next().text();
    const isAgentReserved = this.next().flag();
    const bytes = new ByteText(this.isOdd ? '' : this.bytes.toString('latin1', start, this.at));
    const made = { bytes, medium, channel, delivery, isAgentReserved };
    if (!this.isOdd && this.manners.length < MANNERS_MAX) this.manners.push(made);
    return made;
  }

  private lastFields(): LastFields {
    if (this.isHere(NOTHING_MORE)) return nothingMore;
    const dueAt = this.next().isHere(NULL) ? null : this.number();
    const scheduledFor = this.next().isHere(NULL) ? null : this.number();
    const subjectId = this.next().isHere(NULL) ? null : this.text();
    const externalId = this.next().isHere(NULL) ? null : this.textOfItsOwn();
    const timeZone = this.next().isHere(NULL) ? null : this.text();
    this.expect(CLOSE);
    return { dueAt, scheduledFor, subjectId, externalId, timeZone };
  }

  private expect(byte: number): void {
    if (this.bytes[this.at] !== byte) this.isOdd = true;
    this.at += 1;
  }

  private next(): this {
    this.expect(COMMA);
    return this;
  }

  /** Goes behind the text if it stands here. */
  private isHere(text: ByteText): boolean {
    if (!text.isAt(this.view, this.bytes, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private flag(): boolean {
    const isTrue = this.isHere(TRUE);
    if (!isTrue && !this.isHere(FALSE)) this.isOdd = true;
    return isTrue;
  }

  private promise(): Readonly<Record<string, unknown>> {
    if (!this.isHere(TO_AT)) this.isOdd = true;
    const toAt = this.number();
    if (!this.isHere(FROM_AT)) this.isOdd = true;
    const fromAt = this.sameInstant();
    if (this.isHere(IS_OPEN)) return { toAt, fromAt, isKept: null, isRiskTold: false };
    if (!this.isHere(IS_KEPT)) this.isOdd = true;
    const isKept = this.isHere(NULL) ? null : this.flag();
    if (!this.isHere(IS_RISK_TOLD)) this.isOdd = true;
    const isRiskTold = this.flag();
    if (!this.isHere(END_OF_PROMISE)) this.isOdd = true;
    return { toAt, fromAt, isKept, isRiskTold };
  }

  /** The row's first instant. */
  private instant(): number {
    this.firstInstantAt = this.at;
    this.firstInstant = this.number();
    return this.firstInstant;
  }

  /** A number that is mostly the row's first instant: then its digits, and the comma behind them, are the same bytes. */
  private sameInstant(): number {
    const { view, at, firstInstantAt: other } = this;
    const isSame =
      at + INSTANT_DIGITS < view.byteLength &&
      view.getUint8(at + INSTANT_DIGITS) === COMMA &&
      view.getUint8(at + INSTANT_DIGITS - 1) === view.getUint8(other + INSTANT_DIGITS - 1) &&
      view.getInt32(at + 8, true) === view.getInt32(other + 8, true) &&
      view.getInt32(at + 4, true) === view.getInt32(other + 4, true) &&
      view.getInt32(at, true) === view.getInt32(other, true) &&
      view.getUint8(other + INSTANT_DIGITS) === COMMA;
    if (!isSame) return this.number();
    this.at = at + INSTANT_DIGITS;
    return this.firstInstant;
  }

  /** A whole number. JSON allows no zero in front of another digit; a negative one is not the zero it looks like. */
  private number(): number {
    const { view, bytes, fourLimit } = this;
    const firstDigit = (bytes[this.at] ?? 0) - ZERO;
    if (firstDigit >= 0 && firstDigit <= 9 && bytes[this.at + 1] === COMMA) {
      this.at += 1;
      return firstDigit;
    }
    const isNegative = bytes[this.at] === MINUS;
    const start = isNegative ? this.at + 1 : this.at;
    let at = start;
    let value = 0;
    for (; at <= fourLimit; at += 4) {
      const four = fourDigits(view.getInt32(at, true));
      if (four === NO_DIGITS) break;
      value = value * 10_000 + four;
    }
    for (; ; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.at = at;
    const count = at - start;
    if (count === 0 || count > DIGITS_MAX) this.isOdd = true;
    if (bytes[start] === ZERO && (isNegative || count > 1)) this.isOdd = true;
    return isNegative ? -value : value;
  }

  /** A text that no other row has. */
  private textOfItsOwn(): string {
    const start = this.at + 1;
    const end = this.throughText();
    return this.isOdd ? '' : this.bytes.toString('latin1', start, end);
  }

  /** A text that many rows have: mostly the one that came after the last one before, too. */
  private text(): string {
    const { next } = this.word;
    if (next !== null && this.isHere(next.quoted)) {
      this.word = next;
      return next.text;
    }
    const start = this.at + 1;
    const end = this.throughText();
    if (this.isOdd) return '';
    const word = this.words.at(this.view, this.bytes, start, end);
    this.word.next = word;
    this.word = word;
    return word.text;
  }

  /** Goes behind a text that is as it stands there, and gives the place of its closing quote. */
  private throughText(): number {
    this.expect(QUOTE);
    const { view, bytes, fourLimit } = this;
    let { at } = this;
    while (at <= fourLimit && areFourPlain(view.getInt32(at, true))) at += 4;
    while (isPlain(bytes[at] ?? 0)) at += 1;
    this.at = at;
    this.expect(QUOTE);
    return at;
  }
}
