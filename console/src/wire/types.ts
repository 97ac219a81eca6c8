export type {
  ActiveItem, Activity, AgentStatus, Attempt, AttemptOutcome, Availability, Board, BoardQueue, Call, Callback, CallbackAction, CallbackOutcome, CallbackPage, CallbackState,
  Channel, ContextCard, Delivery, EstimatedWait, EventType, Me, Offer, Overtake, Presence, Receipt, ServiceCard, ServiceCards, ServiceWait, Slot, Timeline, TimelineItem,
  Work, WrapUp,
} from '@ringback/contract';
