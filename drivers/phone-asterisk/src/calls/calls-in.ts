import { parsePhoneNumber } from '@ringback/core';
import { type AriChannel, ariChannel } from '../ari/messages.ts';
import { requests } from '../ari/requests.ts';
import { endpointOf } from '../trunks/trunk-group.ts';
import type { CallInReading } from '../trunks/trunk.ts';
import { type Exchange, isDone } from './exchange.ts';
import { catchUp } from './reconciling.ts';

/** What a caller who hides their number is called. */
const HIDDEN = 'anonymous';

/** A number of a call in as E.164; text that is no number stays as it came, and a hidden one is `anonymous`. */
export function readNumber(text: string, { country, numbers }: Omit<CallInReading, 'calledPrefix'>): string {
  const trimmed = text.trim();
  if (!/\d/u.test(trimmed)) return HIDDEN;
  const hasCountryCode = trimmed.startsWith('+') || numbers === 'digits';
  const international = `+${trimmed.replace(/^\+/u, '')}`;
  const parsed = hasCountryCode ? parsePhoneNumber(international, null) : parsePhoneNumber(trimmed, country);
  if (parsed.ok) return parsed.e164;
  return hasCountryCode && /^\+\d{7,15}$/u.test(international) ? international : trimmed;
}

/** The number that was called, as E.164: what the trunk leaves out is put in front, where it is not there. */
export function readCalledNumber(text: string, reading: CallInReading): string {
  const { calledPrefix } = reading;
  const trimmed = text.trim();
  const read = readNumber(trimmed, reading);
  if (calledPrefix === null || read.startsWith(calledPrefix) || !/^\d+$/u.test(trimmed)) return read;
  return `+${trimmed}`.startsWith(calledPrefix) ? `+${trimmed}` : `${calledPrefix}${trimmed}`;
}

/**
 * A call came into the application: `args` are `inbound`, the number that was called, the caller's, and the trunk it came over,
 * which says how the numbers are written.
 */
export function cameIn(exchange: Exchange, channel: AriChannel, args: readonly string[]): void {
  const { book, trunks, report } = exchange;
  if (book.find(channel.id) !== null || book.hasEnded(channel.id)) return;
  const [, to = '', from = '', trunkName = endpointOf(channel.name)] = args;
  const reading = trunks.readingOf(trunkName);
  book.add({ id: channel.id, direction: 'inbound', dial: null, channelId: channel.id, isChannelAsked: true });
  trunks.adopt(channel.id, channel.name);
  if (!trunks.names.includes(endpointOf(channel.name))) subscribeToEnd(exchange, channel.id);
  report({ kind: 'inbound', legId: channel.id, from: readNumber(from, reading), to: readCalledNumber(to, reading) });
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
