import { z } from 'zod';
import { contextInput } from './context.ts';
import { e164, id, instant, phoneNumberInput, reference } from './primitives.ts';

/** Body of POST /v1/call-ins. */
export const callInRequest = z
  .strictObject({
    serviceId: reference('service'),
    phoneNumber: phoneNumberInput.describe('The number the customer will call from.'),
    callbackId: reference('callback')
      .nullable()
      .optional()
      .describe('An open callback: the caller takes its place in the line. Left out: they queue like any caller.'),
    context: contextInput.optional(),
  })
  .describe('Asks for a number to call in on.');
/** Asks for a number to call in on. */
export type CallInRequest = z.input<typeof callInRequest>;

/** Where and how a customer calls in. */
export const callIn = z
  .object({
    id: id('callIn'),
    serviceId: id('service'),
    callbackId: id('callback').nullable().describe('The callback whose place the caller takes.'),
    phoneNumber: e164.describe('The number the customer will call from.'),
    number: e164.describe('The number to call.'),
    accessCode: z
      .string()
      .nullable()
      .describe('Digits to type when asked, ended by #; null: the number they call from is enough.'),
    expiresAt: instant.describe('Not usable any more from then on.'),
  })
  .describe('Where and how a customer calls in.');
/** Where and how a customer calls in. */
export type CallIn = z.infer<typeof callIn>;
