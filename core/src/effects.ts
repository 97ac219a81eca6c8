/** A sentence to be spoken. The driver finds or makes the audio; the simulated phone shows the text. */
export interface Prompt {
  readonly name:
    | 'callback_announcement'
    | 'connecting'
    | 'no_agent_apology'
    | 'cancelled_goodbye'
    | 'snooze_goodbye'
    | 'reschedule_goodbye'
    | 'queue_greeting'
    | 'queue_invitation'
    | 'invitation_confirmed'
    | 'closed';
  readonly language: string;
  /** Facts spoken in the sentence: wait in ms, position, name of the service ... */
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** Who is to be rung by a dial. */
export type DialTarget =
  | { readonly kind: 'number'; readonly phoneNumber: string }
  | { readonly kind: 'agent'; readonly agentId: string; readonly endpointType: string; readonly address: string };

/** Everything core can ask of the phone system. Each is safe to repeat: legs, plays and bridges carry ids made by core. */
export type PhoneEffect =
  | {
      readonly kind: 'dial';
      readonly legId: string;
      readonly target: DialTarget;
      readonly callerId: string | null;
      readonly ringMs: number;
    }
  | { readonly kind: 'answer'; readonly legId: string }
  | { readonly kind: 'hang_up'; readonly legId: string }
  /** Speaks, and stops by itself at the first digit. Ends hold music on that leg. */
  | { readonly kind: 'play'; readonly legId: string; readonly playId: string; readonly prompt: Prompt }
  | { readonly kind: 'hold_music'; readonly legId: string; readonly isOn: boolean }
  | { readonly kind: 'bridge'; readonly bridgeId: string; readonly legIds: readonly string[] }
  | { readonly kind: 'unbridge'; readonly bridgeId: string }
  | { readonly kind: 'mute'; readonly legId: string; readonly isOn: boolean };

/** An effect as it is stored until it is done. */
export interface Effect {
  readonly id: string;
  readonly at: number;
  readonly phone: PhoneEffect;
}
