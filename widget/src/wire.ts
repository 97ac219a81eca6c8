import type { Availability, Callback, CallbackRequest, EstimatedWait, ServiceCard, ServiceWait, Slot, SlotHold } from '@ringback/contract';

export type { Availability, CallbackRequest, EstimatedWait, ServiceCard, ServiceWait, SlotHold };

/** What the picker reads of a slot. */
export type BookableSlot = Pick<Slot, 'startsAt' | 'free'>;

/** What the customer's pages read of a callback. */
export type CallbackView = Pick<
  Callback,
  'id' | 'state' | 'outcome' | 'serviceId' | 'phoneNumber' | 'requestedAt' | 'scheduledFor' | 'position' | 'estimatedWait' | 'promise' | 'attempts' | 'attemptsMax' | 'allowedActions' | 'selfServiceUrl'
>;

/** Answer of `GET /v1/self-service/{token}`. */
export interface SelfServiceAnswer {
  callback: CallbackView;
  service: { id: string; name: string; timeZone: string };
}
