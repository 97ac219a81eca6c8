import type { Channel, Delivery } from '../wire/types.ts';
import { plainWords } from './callbackStates.ts';

/** Where a callback can be asked for, in words. */
export const channelWords: Readonly<Record<Channel, string>> = {
  web: 'Web page',
  mobile: 'Mobile app',
  ivr: 'Phone queue',
  chat: 'Chat',
  portal: 'Customer portal',
  agent: 'An agent',
  api: 'A program',
};

/** How a callback can be delivered, in words. */
export const deliveryWords: Readonly<Record<Delivery, string>> = {
  customer_first: 'Customer is rung first',
  agent_first: 'Agent rings the customer',
  customer_calls_in: 'Customer calls in',
  video: 'Video meeting',
};

const offerReasons: Readonly<Record<string, string>> = {
  transfer: 'A colleague transferred it',
  skills: 'You have the skills',
  'preferred agent': 'You are their agent',
};

/** Why this agent gets a customer, in words. */
export function offerReasonText(reason: string): string {
  return offerReasons[reason] ?? plainWords(reason);
}

/** The name of a language in English: `de` is `German`. */
export function languageText(language: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
