import { createHash } from 'node:crypto';

/** Text is hashed in pieces of this many characters: a call into the hash costs more than the hashing. */
const PIECE_LENGTH = 65_536;

/** A fingerprint of everything that was decided, stored and asked. Two runs of a seed must have the same (invariant I8). */
export class Trace {
  private readonly hash = createHash('sha1');
  private pending = '';
  private readonly story: string[] = [];
  private readonly storyLength: number;

  /** Keeps the last `storyLength` things as text, for whoever looks into a failure. */
  constructor(storyLength = 0) {
    this.storyLength = storyLength;
  }

  /** The last things, oldest first. */
  get lastLines(): readonly string[] {
    return this.story;
  }

  /** Adds plain data: scalars, arrays and objects with their keys in the order they have. */
  add(value: unknown): void {
    const text = JSON.stringify(value);
    this.pending += text;
    if (this.storyLength > 0 && this.story.push(text) > this.storyLength) this.story.shift();
    if (this.pending.length >= PIECE_LENGTH) this.flush();
  }

  /** Ends the trace: 16 hexadecimal digits. */
  finish(): string {
    this.flush();
    return this.hash.digest('hex').slice(0, 16);
  }

  private flush(): void {
    this.hash.update(this.pending);
    this.pending = '';
  }
}
