import { parsePhoneNumber } from '@ringback/core';
import { type AriChannel, ariChannel } from '../ari/messages.ts';
import { requests } from '../ari/requests.ts';
import { endpointOf } from '../trunks/trunk-group.ts';
import { type Exchange, isDone } from './exchange.ts';
import { catchUp } from './reconciling.ts';

/** How trunks write the numbers of calls in: `digits` is E.164 without its plus; `national` is as dialled in the country. */
export type CallInNumbers = 'digits' | 'national';

/** Where calls come in: the country of the numbers, and how they are written where they have no plus. */
export interface CallInReading {
  /** ISO 3166-1 alpha-2; null when every number comes with its country code. */
  readonly country: string | null;
  readonly numbers: CallInNumbers;
}

/** What a caller who hides their number is called. */
const HIDDEN = 'anonymous';

/** A number of a call in as E.164; text that is no number stays as it came, and a hidden one is `anonymous`. */
export function readNumber(text: string, { country, numbers }: CallInReading): string {
  const trimmed = text.trim();
  if (!/\d/u.test(trimmed)) return HIDDEN;
  const hasCountryCode = trimmed.startsWith('+') || numbers === 'digits';
  const international = `+${trimmed.replace(/^\+/u, '')}`;
  const parsed = hasCountryCode ? parsePhoneNumber(international, null) : parsePhoneNumber(trimmed, country);
  if (parsed.ok) return parsed.e164;
  return hasCountryCode && /^\+\d{7,15}$/u.test(international) ? international : trimmed;
}

/** A call came into the application: `args` are `inbound`, the number that was called, and the caller's. */
export function cameIn(exchange: Exchange, channel: AriChannel, args: readonly string[], reading: CallInReading): void {
  const { book, trunks, report } = exchange;
  if (book.find(channel.id) !== null || book.hasEnded(channel.id)) return;
  const [, to = '', from = ''] = args;
  book.add({ id: channel.id, direction: 'inbound', dial: null, channelId: channel.id, isChannelAsked: true });
  trunks.adopt(channel.id, channel.name);
  if (!trunks.names.includes(endpointOf(channel.name))) subscribeToEnd(exchange, channel.id);
  report({ kind: 'inbound', legId: channel.id, from: readNumber(from, reading), to: readNumber(to, reading) });
}

/** Answers. A call that the dialplan held while we were away is up already, and no event will tell so. */
export async function answer(exchange: Exchange, legId: string): Promise<void> {
  const { book, ask } = exchange;
  const leg = book.find(legId);
  if (leg !== null) leg.isAnswerAsked = true;
  if (!isDone(await ask(requests.answer(legId))) || leg === null) return;
  const channel = ariChannel.safeParse((await ask(requests.channel(leg.channelId))).body);
  if (channel.success && book.find(legId) === leg) catchUp(exchange, channel.data);
}

/** The end of a call from elsewhere than a trunk is told only to who asked for it. */
function subscribeToEnd({ application, ask, log }: Exchange, channelId: string): void {
  ask(requests.subscribe(application, [`channel:${channelId}`])).catch((error: unknown) =>
    log.warn('the end of a call in may not be seen', { error: String(error) }),
  );
}
