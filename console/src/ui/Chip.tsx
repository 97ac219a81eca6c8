import type { Worded } from '../words/tone.ts';

/** A state as a small label: words with a tint. */
export function Chip({ worded }: { readonly worded: Worded }) {
  return <span className={`chip ${worded.tone}`}>{worded.words}</span>;
}
