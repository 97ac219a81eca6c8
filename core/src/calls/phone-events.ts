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

/**
 * What a line sounds like that no person has: a voicemail, a fax, or a network that answered the call to play a tone instead of
 * refusing it (that the number is not in service, that it has no way through, that the line is busy).
 */
export type MachineKind = 'voicemail' | 'fax' | 'number_not_in_service' | 'network_congested' | 'busy_tone';

/** Everything a phone system can report. Drivers translate into these and nothing else. */
export type PhoneEvent =
  | { readonly kind: 'ringing'; readonly legId: string }
  | { readonly kind: 'answered'; readonly legId: string }
  /** Heard on an answered leg. */
  | { readonly kind: 'machine_heard'; readonly legId: string; readonly machine: MachineKind }
  /** The verdict of `detect_machine`: a person, or nobody known to be a machine. */
  | { readonly kind: 'human_heard'; readonly legId: string }
  | { readonly kind: 'digit'; readonly legId: string; readonly digit: string }
  | { readonly kind: 'play_finished'; readonly legId: string; readonly playId: string }
  | { readonly kind: 'ended'; readonly legId: string; readonly end: LegEnd }
  /** A call came in. The driver made `legId`; nothing is answered until core says so. */
  | { readonly kind: 'inbound'; readonly legId: string; readonly from: string; readonly to: string };
