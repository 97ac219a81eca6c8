/** What a far end does with a call to one of its numbers. Times are real milliseconds after the call came. */
export type SipScript =
  /** Rings where `ringAfterMs` is a number, then answers. */
  | {
      readonly kind: 'answer';
      readonly ringAfterMs: number | null;
      readonly answerAfterMs: number;
      /** The tone it speaks, whole Hz; silent when it is left out. */
      readonly saysHz?: number;
    }
  /** Says `status`, after ringing where `ringAfterMs` is a number. */
  | {
      readonly kind: 'refuse';
      readonly ringAfterMs: number | null;
      readonly refuseAfterMs: number;
      readonly status: number;
    }
  /** Rings and does nothing more. */
  | { readonly kind: 'ring' }
  /** Says nothing at all, as a gateway that is dead. */
  | { readonly kind: 'dead' };

/** How a scripted far end is made. */
export interface SipPeerOptions {
  /** What is to be done with a call, by the user part of the address that was called. */
  readonly scriptOf: (user: string) => SipScript;
  /** The SIP port of the engine, for calls in. */
  readonly enginePort: () => number;
}

/** A call that reached the far end, as the far end counts. */
export interface SipPeerCall {
  readonly callId: string;
  /** The user part that was called. */
  readonly user: string;
  /** Who calls, by the From header. */
  readonly from: string;
  /** When it came, by `performance.now()`. */
  readonly atMs: number;
}
