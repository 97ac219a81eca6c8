/** How a state is marked; never by colour alone, always beside its words. */
export type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral';

/** Words and mark of one state. */
export interface Worded {
  readonly words: string;
  readonly tone: Tone;
}
