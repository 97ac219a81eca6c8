import { z } from 'zod';
import {
  attempt,
  callbackAction,
  callbackOutcome,
  callbackState,
  delivery,
  estimatedWait,
  medium,
  promise,
} from './callback.ts';
import { e164, id, instant } from './primitives.ts';

/** What customers see behind their signed link. */
export const selfServiceView = z
  .object({
    callbackId: id('callback'),
    serviceId: id('service'),
    serviceName: z.string().describe('Name of the service.'),
    state: callbackState.describe('Where it stands.'),
    outcome: callbackOutcome.nullable().describe('How it ended; null while it is open.'),
    name: z.string().nullable().describe('Name of the customer.'),
    phoneNumber: e164.describe('The number that is rung.'),
    callerId: e164.nullable().describe('The number that will ring.'),
    subject: z.string().nullable().describe('What it is about.'),
    language: z.string().nullable().describe('Language of the customer, BCP 47.'),
    timeZone: z.string().describe('Time zone of the customer, else of the service.'),
    medium: medium.describe('Phone or video.'),
    delivery: delivery.describe('How it is delivered.'),
    requestedAt: instant.describe('When the customer asked.'),
    scheduledFor: instant.nullable().describe('The promised time; null: as soon as possible.'),
    position: z.int().min(1).nullable().describe('Place in the line, 1 is next.'),
    estimatedWait: estimatedWait.nullable().describe('Estimated wait; null when unknown.'),
    promise: promise.nullable().describe('What the customer was told.'),
    attempts: z.array(attempt).describe('All dials so far.'),
    attemptsMax: z.int().min(1).describe('Most attempts.'),
    allowedActions: z.array(callbackAction).describe('What the customer can do now.'),
    meetingUrl: z.string().nullable().describe('Link to join, for video.'),
    expiresAt: instant.describe('The link is valid until then.'),
  })
  .describe('A callback as its customer sees it.');
/** A callback as its customer sees it. */
export type SelfServiceView = z.infer<typeof selfServiceView>;
