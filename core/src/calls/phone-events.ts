/** What the phone system knows about the end of a leg. */
export interface LegEnd {
  /** Final SIP status, where the phone system tells it. */
  readonly sipStatus: number | null;
  /** ITU-T Q.850 cause, where the phone system tells it. */
  readonly q850Cause: number | null;
  readonly endedBy: 'far_end' | 'us' | 'network';
}

/** A leg that the phone system has at this moment. */
export interface LivingLeg {
  readonly legId: string;
  /** Somebody picked up, or we answered a call that came in, and the leg can be spoken to. */
  readonly isAnswered: boolean;
}

/** Everything a phone system can report. Drivers translate into these and nothing else. */
export type PhoneEvent =
  | { readonly kind: 'ringing'; readonly legId: string }
  | { readonly kind: 'answered'; readonly legId: string }
  /** Tones heard on an answered leg: the beep of a voicemail, or a fax. */
  | { readonly kind: 'machine_heard'; readonly legId: string; readonly machine: 'voicemail' | 'fax' }
  /** The verdict of `detect_machine`: a person, or nobody known to be a machine. */
  | { readonly kind: 'human_heard'; readonly legId: string }
  | { readonly kind: 'digit'; readonly legId: string; readonly digit: string }
  | { readonly kind: 'play_finished'; readonly legId: string; readonly playId: string }
  | { readonly kind: 'ended'; readonly legId: string; readonly end: LegEnd }
  /** A call came in. The driver made `legId`; nothing is answered until core says so. */
  | { readonly kind: 'inbound'; readonly legId: string; readonly from: string; readonly to: string };
