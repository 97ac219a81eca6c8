import type { Channel, Delivery } from '../callback/vocabulary.ts';
import type { LivingLeg, PhoneEvent } from '../calls/phone-events.ts';
import type { Recording } from '../calls/recording.ts';
import type { Instant } from '../time.ts';
import type { ConfigurationChange } from './configuration.ts';

/** What a customer, or somebody for them, asks for (R1-R14). Numbers are E.164 already. */
export interface CallbackRequest {
  readonly serviceId: string;
  readonly phoneNumber: string;
  readonly scheduledFor: Instant | null;
  readonly medium: 'phone' | 'video' | null;
  readonly channel: Channel;
  readonly delivery: Delivery | null;
  readonly preferredAgentId: string | null;
  readonly externalId: string | null;
  readonly slotHoldId: string | null;
  readonly subjectId: string | null;
  readonly language: string | null;
  /** The customer's own zone, where it is known. */
  readonly timeZone: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly context: Readonly<Record<string, unknown>>;
}

/** A number to call in on (P3). Numbers are E.164 already. */
export interface CallInWish {
  readonly serviceId: string;
  /** The number the customer will call from. */
  readonly phoneNumber: string;
  /** The open callback whose place the caller takes. Null: they queue like any caller. */
  readonly callbackId: string | null;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Everything that can be asked of a contact centre. A click, a timer, a phone event and an API request are all commands. */
export type CommandBody =
  | { readonly kind: 'configure'; readonly changes: readonly ConfigurationChange[] }
  | { readonly kind: 'request_callback'; readonly request: CallbackRequest }
  | {
      readonly kind: 'reschedule_callback';
      readonly callbackId: string;
      readonly scheduledFor: Instant;
      readonly slotHoldId: string | null;
    }
  | {
      readonly kind: 'cancel_callback';
      readonly callbackId: string;
      readonly by: 'customer' | 'staff';
      readonly reason: string | null;
    }
  | { readonly kind: 'requeue_callback'; readonly callbackId: string }
  | { readonly kind: 'retry_callback'; readonly callbackId: string; readonly at: Instant | null }
  | { readonly kind: 'delay_callback'; readonly callbackId: string; readonly forMs: number }
  | {
      readonly kind: 'close_callback';
      readonly callbackId: string;
      readonly disposition: string;
      readonly note: string | null;
    }
  | { readonly kind: 'dial_callback'; readonly callbackId: string; readonly phoneNumber: string | null }
  | {
      readonly kind: 'transfer_callback';
      readonly callbackId: string;
      readonly queueId: string | null;
      readonly agentId: string | null;
    }
  | { readonly kind: 'request_call_in'; readonly wish: CallInWish }
  /** The customer answers "ready": they call in now (P2, P4). */
  | { readonly kind: 'accept_push'; readonly callbackId: string }
  | { readonly kind: 'hold_slot'; readonly serviceId: string; readonly startsAt: Instant }
  | { readonly kind: 'release_hold'; readonly holdId: string }
  | {
      readonly kind: 'set_presence';
      readonly agentId: string;
      readonly presence: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'accept_offer'; readonly offerId: string }
  | { readonly kind: 'decline_offer'; readonly offerId: string; readonly reason: string }
  | {
      readonly kind: 'wrap_up';
      readonly itemId: string;
      readonly disposition: string | null;
      readonly note: string | null;
    }
  /** `agentId`: the agent who does it, where it is known; who was asked only leaves. */
  | { readonly kind: 'hang_up'; readonly callId: string; readonly agentId?: string | null }
  /** Asks another agent while the customer hears music: this one, or the next free one of a queue. */
  | {
      readonly kind: 'consult';
      readonly callId: string;
      readonly agentId: string | null;
      readonly queueId: string | null;
    }
  | { readonly kind: 'complete_consult'; readonly callId: string }
  | { readonly kind: 'cancel_consult'; readonly callId: string }
  | { readonly kind: 'hold_call'; readonly callId: string; readonly isOn: boolean }
  /** The agent's softphone was away, its page loaded again, and asks for its conversation. */
  | { readonly kind: 'rejoin_call'; readonly callId: string }
  | { readonly kind: 'mute_call'; readonly callId: string; readonly isOn: boolean }
  | {
      readonly kind: 'transfer_call';
      readonly callId: string;
      readonly queueId: string | null;
      readonly agentId: string | null;
    }
  /** Somebody was given the sound of a recording. */
  | {
      readonly kind: 'note_listening';
      readonly recordingId: string;
      readonly itemId: string;
      readonly serviceId: string;
    }
  /** The sound of a recording that has ended is given up: its time is over, or somebody asked for it. */
  | {
      readonly kind: 'delete_recording';
      readonly recording: Recording;
      readonly reason: 'retention' | 'request';
    }
  | { readonly kind: 'phone'; readonly event: PhoneEvent }
  /** Time has passed: fire what is due. */
  | { readonly kind: 'tick' }
  /** The phone system was certainly never asked for this leg: its dial was decided, and the lease ran out before it was made. */
  | { readonly kind: 'dial_not_made'; readonly legId: string }
  /** After a start: the legs that the phone system has. */
  | { readonly kind: 'recover'; readonly livingLegs: readonly LivingLeg[] };

/** A command as it travels: with an id that makes a repeat recognisable, and who sent it. */
export interface Command {
  /** 26 characters, unique; ids of what the command creates are made from it. */
  readonly id: string;
  readonly actor: string;
  readonly body: CommandBody;
}

/** Why a command was refused. A value, not an exception. `code` is one of the API's error catalogue. */
export interface Rejection {
  readonly code:
    | 'unknown_service'
    | 'unknown_callback'
    | 'unknown_agent'
    | 'unknown_offer'
    | 'unknown_call'
    | 'unknown_queue'
    | 'unknown_hold'
    | 'unknown_subject'
    | 'slot_full'
    | 'slot_not_open'
    | 'service_closed'
    | 'service_paused'
    | 'too_many_open'
    | 'scheduled_only'
    | 'time_in_past'
    | 'suppressed_number'
    | 'number_not_allowed'
    | 'not_allowed_in_state'
    | 'configuration_invalid'
    | 'in_use'
    | 'unknown_decline_reason'
    | 'unknown_disposition'
    | 'number_has_open_callback'
    | 'no_call_in_number';
  readonly detail: string;
  /** The field of the request it is about. */
  readonly path: string | null;
  /** For slot_full: other starts with a free place, nearest first. For service_closed: the next opening. */
  readonly alternatives?: readonly Instant[];
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Where and how to call in. */
export interface CallInDetails {
  readonly id: string;
  readonly serviceId: string;
  readonly number: string;
  /** To be typed, ended by `#`. Null: the number the customer calls from is enough. */
  readonly accessCode: string | null;
  readonly expiresAt: Instant;
}

/** The answer to a command. `id` names what it made or touched. */
export type Reply =
  | {
      readonly ok: true;
      readonly id: string | null;
      readonly isNew: boolean;
      readonly expiresAt?: Instant;
      readonly callIn?: CallInDetails;
    }
  | { readonly ok: false; readonly rejection: Rejection };
