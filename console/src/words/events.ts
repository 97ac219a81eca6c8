import type { TimelineItem } from '../wire/types.ts';
import { attemptOutcomeWords } from './attemptOutcomes.ts';
import { callbackOutcomeWords, plainWords, wordedIn } from './callbackStates.ts';
import { momentText } from '../time/format.ts';

type Detail = TimelineItem['detail'];
type Teller = (detail: Detail, nowMs: number, named: Named) => string;

/** Whom an entry is about, by name where it is known. */
interface Named {
  readonly agent: string | null;
  readonly of: (id: string) => string | null;
}

const textIn = (detail: Detail, name: string): string | null => {
  const value = detail[name];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
};
const momentIn = (detail: Detail, name: string, nowMs: number): string | null => {
  const value = textIn(detail, name);
  return value === null || Number.isNaN(Date.parse(value)) ? null : momentText(value, nowMs);
};
const attemptOf = (detail: Detail): string => {
  const n = textIn(detail, 'number');
  return n === null ? 'a try' : `try ${n}`;
};
const withReason = (words: string, detail: Detail): string => {
  const reason = textIn(detail, 'reason');
  return reason === null ? words : `${words}: ${plainWords(reason).toLowerCase()}`;
};
const toMoment = (words: string, detail: Detail, nowMs: number): string => {
  const moment = momentIn(detail, 'scheduledFor', nowMs);
  return moment === null ? words : `${words} ${moment}`;
};

const offerEnds: Readonly<Record<string, string>> = {
  accepted: 'Offer accepted',
  declined: 'Offer declined',
  timed_out: 'Offer not answered in time',
  revoked: 'Offer taken back',
};

/** To whom, where it is said. */
const transferText = (detail: Detail, named: Named): string => {
  const [agentId, queueId] = [textIn(detail, 'agentId'), textIn(detail, 'queueId')];
  const agent = agentId === null ? null : named.of(agentId);
  const queue = queueId === null ? null : named.of(queueId);
  if (agent !== null) return `Transferred to ${agent}`;
  return queue === null ? 'Transferred' : `Transferred to the queue ${queue}`;
};
const offerEndText = (detail: Detail, { agent }: Named): string => {
  const result = textIn(detail, 'result') ?? '';
  if (result === 'timed_out' && agent !== null) return `${agent} did not answer the offer in time`;
  return withReason(offerEnds[result] ?? 'Offer ended', detail);
};

const consultSteps: Readonly<Record<string, string>> = {
  asked: 'A colleague is asked',
  ringing: "The colleague's phone rings",
  talking: 'Talking to a colleague',
  refused: 'The colleague did not take it',
  no_answer: "The colleague's phone was not answered",
  left: 'The colleague left',
  cancelled: 'Back to the customer',
};

/** Every event of a callback, told in plain words. */
export const eventWords: Readonly<Record<string, Teller>> = {
  'callback.created': () => 'Callback asked for',
  'callback.scheduled': (detail, nowMs) => toMoment('Booked for', detail, nowMs).replace(/ for$/, ''),
  'callback.queued': () => 'Joined the line',
  'callback.attempt_started': (detail) => `Rang the customer, ${attemptOf(detail)}`,
  'callback.attempt_ended': (detail) => {
    const outcome = textIn(detail, 'outcome');
    return outcome === null
      ? `End of ${attemptOf(detail)}`
      : `End of ${attemptOf(detail)}: ${wordedIn(attemptOutcomeWords, outcome).words.toLowerCase()}`;
  },
  'callback.answered': () => 'Customer answered',
  'callback.confirmed': () => 'Customer confirmed and wants to be connected',
  'callback.offered': (_detail, _nowMs, { agent }) => `Offered to ${agent ?? 'an agent'}`,
  'callback.accepted': () => 'Accepted by an agent',
  'callback.declined': (detail) => withReason('Declined by an agent', detail),
  'callback.connected': (_detail, _nowMs, { agent }) => `Customer and ${agent ?? 'agent'} talk`,
  'callback.previewing': () => 'An agent reads the request',
  'callback.hung_up': () => 'Conversation ended',
  'callback.snoozed': () => 'Customer asked to be rung later',
  'callback.put_off': (detail) => withReason('Put off, the place is kept', detail),
  'callback.updated': () => 'Request changed',
  'callback.transferred': (detail, _nowMs, named) => transferText(detail, named),
  'callback.closed': (detail) => {
    const outcome = textIn(detail, 'outcome');
    return outcome === null ? 'Closed' : `Closed: ${wordedIn(callbackOutcomeWords, outcome).words.toLowerCase()}`;
  },
  'callback.rescheduled': (detail, nowMs) => toMoment('Moved to', detail, nowMs).replace(/ to$/, ' to another time'),
  'callback.ready': () => 'Told that an agent is there',
  'callback.call_in_details': () => 'Told the number to call',
  'callback.ready_expired': () => 'Did not call in time',
  'callback.message_left': () => 'Leaving a message on the voicemail',
  'callback.promise_at_risk': () => 'The promised time is at risk',
  'callback.promise_kept': () => 'The promise was kept',
  'callback.promise_broken': () => 'The promise was broken',
  'offer.made': () => 'Offered to an agent',
  'offer.ended': (detail, _nowMs, named) => offerEndText(detail, named),
  'call.agent_lost': () => "The agent's phone was gone: the customer hears music",
  'call.agent_rung_again': () => 'Rang the agent again',
  'call.agent_back': () => 'The agent is back',
  'call.held': () => 'Customer put on hold',
  'call.resumed': () => 'Customer taken off hold',
  'call.transferred': (detail, _nowMs, named) =>
    detail['wasConsulted'] === true ? 'Handed over to a colleague' : transferText(detail, named),
  'call.changed': (detail) => consultSteps[textIn(detail, 'consult') ?? ''] ?? 'The call changed',
  'recording.started': () => 'Recording began',
  'recording.ended': () => 'Recording ended',
  'recording.fetched': () => 'Recording was listened to',
  'recording.deleted': () => 'Recording was deleted',
  'routing.decided': () => 'Chosen as the next in line',
};

const nobody: ReadonlyMap<string, string> = new Map();

/** One line of a timeline in plain words; `names` of agents and queues by their ids. */
export function eventText(
  item: Pick<TimelineItem, 'type' | 'detail'> & { readonly agentId?: string | null },
  nowMs: number,
  names: ReadonlyMap<string, string> = nobody,
): string {
  const teller = eventWords[item.type];
  const of = (id: string): string | null => names.get(id) ?? null;
  return teller === undefined
    ? withReason(plainWords(item.type.replace(/^callback\./, '')), item.detail)
    : teller(item.detail, nowMs, { agent: of(item.agentId ?? ''), of });
}

const actorKinds: Readonly<Record<string, string>> = {
  customer: 'Customer',
  api: 'A program',
  staff: 'Staff',
  phone: 'Phone network',
};

/** Who did it: the customer, Ringback itself, a program, or an agent by name. */
export function actorText(actor: string, agentNames: ReadonlyMap<string, string>): string {
  const [kind = '', id = ''] = actor.split(':');
  if (kind === 'agent') return agentNames.get(id) ?? id;
  return actorKinds[kind] ?? 'Ringback';
}
