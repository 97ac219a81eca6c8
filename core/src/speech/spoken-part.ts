/** One piece of a spoken sentence: a recording that can be replaced, and what it says. */
export interface SpokenPart {
  /** Stable name of the recording: `queue_invitation.keys`, `number.17`, `minutes.many`, `weekday.2`, `name.<hash>`. */
  readonly clip: string;
  /** What it says in the language of the sentence. Pauses are punctuation; Japanese is written as it is read, in kana. */
  readonly text: string;
}
