import { z } from 'zod';
import { type AriChannel, ariBridge, ariChannel, EVENT_TYPES_IN_USE } from '../ari/messages.ts';
import { requests } from '../ari/requests.ts';
import type { Sameness } from './engine-life.ts';
import { type Exchange, finish, isDone, noteAnswered, noteRinging } from './exchange.ts';
import type { Leg } from './leg-book.ts';
import { endOfGone } from './leg-end.ts';
import type { Playing } from './playing.ts';
import { endpointOf } from '../trunks/trunk-group.ts';

/** Subscribes to every leg of the trunks, and to no event that nobody reads. Throws when the engine does not answer. */
export async function subscribe({ application, askOnce, trunks, log }: Exchange): Promise<void> {
  for (const name of trunks.names) {
    const response = await askOnce(requests.subscribe(application, [`endpoint:PJSIP/${name}`]));
    if (!isDone(response)) log.error('Asterisk has no such trunk', { trunk: name, status: response.status });
  }
  // Answers to requests come over the same socket, and the filter counts them among the events.
  const allowed = [...EVENT_TYPES_IN_USE, 'RESTResponse'];
  const response = await askOnce(requests.filterEvents(application, allowed));
  if (!isDone(response)) log.warn('the event filter was not set', { status: response.status });
}

/** Subscribes to the legs of one endpoint, by its name. False: the engine has none of this name. */
export async function subscribeToEndpoint({ application, askOnce }: Exchange, endpointName: string): Promise<boolean> {
  return isDone(await askOnce(requests.subscribe(application, [`endpoint:PJSIP/${endpointName}`])));
}

/**
 * Compares what we believe with what the engine has, and reports what was missed: legs that rang, were answered or are gone,
 * prompts that are over. Keys pressed meanwhile are lost. Throws when the engine does not answer.
 * @param engine whether it is the one of the connection before.
 */
export async function reconcile(exchange: Exchange, playing: Playing, engine: Sameness): Promise<void> {
  const { book } = exchange;
  const believed = book.living().filter(({ isChannelAsked }) => isChannelAsked);
  const known = new Set(book.living());
  const channels = await ourChannels(exchange);
  const alive = new Set(channels.map(({ id }) => id));
  for (const leg of believed) if (!alive.has(leg.channelId)) finish(exchange, leg, endOfGone(leg, engine));
  for (const channel of channels)
    if (isStray(exchange, channel)) hangUpStray(exchange, channel.id);
    else {
      await subscribeToOutsider(exchange, channel);
      catchUp(exchange, channel);
    }
  for (const leg of book.living()) {
    if (!known.has(leg)) await recallSpeech(exchange, leg);
    if (leg.isHangUpAsked && leg.isChannelAsked) await exchange.askOnce(requests.hangUp(leg.channelId));
    await findFinishedPlays(exchange, playing, leg);
  }
  await removeEmptyBridges(exchange);
}

/** A phone of an agent is no trunk; of one that rings or is held by the dialplan nothing is heard without a subscription. */
async function subscribeToOutsider(exchange: Exchange, { name, accountcode }: AriChannel): Promise<void> {
  const { application, trunks } = exchange;
  const endpointName = endpointOf(name);
  if (accountcode === application && !trunks.names.includes(endpointName))
    await subscribeToEndpoint(exchange, endpointName);
}

/** The engine's channels that belong to this application. */
export async function ourChannels({ application, askOnce }: Exchange): Promise<readonly AriChannel[]> {
  const response = await askOnce(requests.channels());
  if (!isDone(response)) throw new Error(`Asterisk does not list its channels: ${response.status}`);
  // One that cannot be read is none of ours: ours were read before, when they were made.
  return z
    .array(z.unknown())
    .parse(response.body)
    .flatMap((one) => ariChannel.safeParse(one).data ?? [])
    .filter((channel) => isOurs(channel, application));
}

/** Ours are those we dialled, marked by the account code, and those that came into the application. */
export function isOurs({ accountcode, dialplan }: AriChannel, application: string): boolean {
  return accountcode === application || isCallIn(dialplan, application);
}

function isCallIn(dialplan: AriChannel['dialplan'], application: string): boolean {
  return dialplan.app_name === 'Stasis' && dialplan.app_data.startsWith(`${application},inbound,`);
}

/** The leg behind a channel of ours: a later try carries its number behind the leg's id. */
export function legIdOf({ id, accountcode }: AriChannel, application: string): string {
  return accountcode === application ? id.replace(/\.[2-9]$/u, '') : id;
}

/** Enters a leg that an earlier process had. */
export function adopt(exchange: Exchange, channel: AriChannel): Leg {
  const { book, trunks, application } = exchange;
  const leg = book.add({
    id: legIdOf(channel, application),
    direction: channel.accountcode === application ? 'outbound' : 'inbound',
    dial: null,
    channelId: channel.id,
    isChannelAsked: true,
  });
  // Nobody knows; to end music that does not play, or listening that nobody began, is harmless.
  leg.isMusicOn = true;
  leg.isBeepAwaited = leg.direction === 'outbound';
  leg.isAnswerAsked = true;
  trunks.adopt(channel.id, channel.name);
  return leg;
}

/** Is it the channel of a leg that is over for us? It was made after we gave it up, as by a request that was late on its way. */
export function isStray({ book, application }: Exchange, channel: AriChannel): boolean {
  if (book.ofChannel(channel.id) !== null || !isOurs(channel, application)) return false;
  return book.hasEnded(legIdOf(channel, application));
}

/** Ends a channel that serves nothing. */
export function hangUpStray({ ask, log }: Exchange, channelId: string): void {
  ask(requests.hangUp(channelId)).catch((error: unknown) =>
    log.warn('a channel that serves nothing was not ended', { error: String(error) }),
  );
}

/** Reports what a channel's state says beyond what was reported of its leg. */
export function catchUp(exchange: Exchange, channel: AriChannel): void {
  const leg = exchange.book.ofChannel(channel.id) ?? adopt(exchange, channel);
  if (channel.state === 'Ringing') return noteRinging(exchange, leg);
  if (channel.state !== 'Up') return;
  leg.hasRung = true;
  if (isAnswered(exchange, channel)) noteAnswered(exchange, leg);
}

/**
 * Was the channel picked up, so that the leg can be spoken to? Not while the dialplan holds it: it comes into the application
 * by itself, and that is told. A call in may be up because the dialplan answered it; it counts when we were asked to answer.
 */
export function isAnswered({ book, application }: Exchange, channel: AriChannel): boolean {
  const leg = book.ofChannel(channel.id);
  if (leg?.phase === 'answered') return true;
  if (channel.state !== 'Up' || channel.dialplan.app_name !== 'Stasis') return false;
  return leg === null ? channel.accountcode === application : leg.direction === 'outbound' || leg.isAnswerAsked;
}

/** What an earlier process had spoken to the leg: it may go on, and must end before anything else can be done with the channel. */
async function recallSpeech({ askOnce }: Exchange, leg: Leg): Promise<void> {
  const response = await askOnce(requests.rememberedPlay(leg.channelId));
  const value = isDone(response) ? channelVariable.safeParse(response.body).data?.value : undefined;
  if (value === undefined || value === '') return;
  leg.playIds.add(value);
  leg.askedPlayIds.add(value);
}

const channelVariable = z.object({ value: z.string() });

async function findFinishedPlays({ askOnce }: Exchange, playing: Playing, leg: Leg): Promise<void> {
  for (const playId of leg.playIds) {
    const response = await askOnce(requests.playback(playId));
    if (response.status === 404) playing.finished(leg, playId);
  }
}

/** One that legs are about to come into is empty still, and none of these. */
async function removeEmptyBridges({ askOnce, application, book }: Exchange): Promise<void> {
  const wanted = new Set(book.living().map(({ bridgeId }) => bridgeId));
  const response = await askOnce(requests.bridges());
  const bridges = z.array(ariBridge).safeParse(response.body);
  if (!bridges.success) return;
  for (const { id, name, channels } of bridges.data)
    if (name === application && channels.length === 0 && !wanted.has(id)) await askOnce(requests.removeBridge(id));
}
