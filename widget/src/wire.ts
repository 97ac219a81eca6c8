import type {
  Availability,
  Callback,
  CallbackRequest,
  EstimatedWait,
  SelfServiceView,
  ServiceCard,
  ServiceWait,
  Slot,
  SlotHold,
} from '@ringback/contract';

export type { Availability, CallbackRequest, EstimatedWait, SelfServiceView, ServiceCard, ServiceWait, SlotHold };

/** What the picker reads of a slot. */
export type BookableSlot = Pick<Slot, 'startsAt' | 'free'>;

/** What the customer's pages read of a callback: the same from a request and behind the signed link. */
export type CallbackView = Pick<
  SelfServiceView,
  | 'state'
  | 'outcome'
  | 'serviceId'
  | 'phoneNumber'
  | 'requestedAt'
  | 'scheduledFor'
  | 'position'
  | 'estimatedWait'
  | 'promise'
  | 'attempts'
  | 'attemptsMax'
  | 'allowedActions'
>;

/** What a request is answered with: the view, and the signed link to it. */
export type RequestedCallback = CallbackView & Pick<Callback, 'id' | 'selfServiceUrl'>;
