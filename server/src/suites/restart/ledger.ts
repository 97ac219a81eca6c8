/** A request for a callback as it was sent, with the key that makes a repeat of it harmless. */
export interface SentRequest {
  readonly idempotencyKey: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the server acknowledged about a callback: it may never forget it. */
export interface Acknowledged {
  readonly id: string;
  readonly sent: SentRequest;
  readonly arrivedAt: string;
  readonly scheduledFor: string | null;
  readonly promise: { readonly from: string; readonly to: string } | null;
  /** An action that moves it was sent; what it says then is no longer what it said first. */
  isMoved: boolean;
  /** Once seen closed it stays so, with the same outcome. */
  outcome: string | null;
  cancel: 'none' | 'sent' | 'acknowledged';
}

/** Everything that was told to us, and what we sent without being told. */
export class Ledger {
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Sent, and the connection broke before an answer. Made or not made, but never twice. */
  readonly unanswered: SentRequest[] = [];
  /** The presence of each agent that was acknowledged last; two where a change got no answer. */
  readonly presences = new Map<string, readonly string[]>();
  /** Held places: hold id to the start of the slot. */
  readonly holds = new Map<string, string>();

  /** Notes a callback that was acknowledged. A repeat of it changes nothing. */
  add(entry: Omit<Acknowledged, 'isMoved' | 'outcome' | 'cancel'>): void {
    if (!this.acknowledged.has(entry.id))
      this.acknowledged.set(entry.id, { ...entry, isMoved: false, outcome: null, cancel: 'none' });
  }
}
