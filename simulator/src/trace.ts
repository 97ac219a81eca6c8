import { Fingerprint } from './fingerprint.ts';
import type { Written } from './database.ts';

/** A fingerprint of everything that was sent, decided, stored and asked. Two runs of a seed must have the same (invariant I8). */
export class Trace {
  private readonly fingerprint = new Fingerprint();
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
    this.fingerprint.add(value);
    if (this.storyLength > 0) this.tell(value);
  }

  /**
   * Adds a commit. Of a row that was there before, what is different now: two runs that were the same up to here have the same
   * rows before it.
   */
  addCommit({ batch, touched, at }: Written): void {
    const { fingerprint } = this;
    const { fence, changes, history, effects, effectIdsDone, replies, moves = [] } = batch;
    fingerprint.addNumber(at);
    fingerprint.addNumber(fence);
    for (const { table, key, before, after } of touched) {
      fingerprint.addText(table);
      fingerprint.addText(key);
      fingerprint.addChange(before, after);
    }
    for (const entry of history) fingerprint.addValues(entry);
    for (const effect of effects) fingerprint.addValues(effect);
    for (const id of effectIdsDone) fingerprint.addText(id);
    for (const { commandId } of replies) fingerprint.addText(commandId);
    for (const { event } of moves) fingerprint.addText(event);
    fingerprint.addNumber(touched.length);
    fingerprint.addNumber(history.length);
    if (this.storyLength > 0) this.tell([at, fence, changes, history, effects, effectIdsDone]);
  }

  /** Ends the trace: 16 hexadecimal digits. */
  finish(): string {
    return this.fingerprint.digest();
  }

  private tell(value: unknown): void {
    if (this.story.push(JSON.stringify(value)) > this.storyLength) this.story.shift();
  }
}
