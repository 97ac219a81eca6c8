import type { Callback, StoredCallback } from './callback.ts';
import { traitsOf, type Traits } from './common-traits.ts';
import { copyOf, seldomOf, untouched, type Seldom } from './seldom.ts';
import { storedCallback } from './stored-callback.ts';
import { callbackStates, type CallbackState } from './vocabulary.ts';

/** A whole number of milliseconds from a base, or null. Within 24 days of it V8 keeps it without an object of its own. */
type Offset = number | null;

function offsetOf(baseAt: number, at: number): number {
  const offset = at - baseAt;
  if (baseAt + offset !== at) throw new RangeError(`callback: ${at} is no whole number of milliseconds`);
  // A difference of two big numbers is a number on the heap even when it is small: this makes a small one of it.
  const small = offset | 0;
  return small === offset ? small : offset;
}

function offsetOrNull(baseAt: number, at: number | null | undefined): Offset {
  return at === null || at === undefined ? null : offsetOf(baseAt, at);
}

/** The same text in one piece: one put together from parts keeps the parts until somebody asks for a character of it. */
function inOnePiece(text: string): string {
  return text.charCodeAt(0) === 0 ? text.slice(0) : text;
}

/** What `isKept` of a promise can be; a callback keeps the index. */
const isKeptValues = [null, false, true] as const;
/** Added to that index when the customer was told of the risk. */
const RISK_TOLD = 4;

/**
 * A callback as it lives in memory: the same fields to read and to change as the plain row, in a quarter of the space. What
 * many have in common is one object for all of them (`Traits`); what a waiting callback does not use is one shared object
 * until it changes (`Seldom`); times are small numbers from a common base. Lists and the promise are changed by assigning
 * new ones. Spreading does not copy it: see `plainCallback`.
 */
export class CompactCallback implements Callback {
  readonly id: string;
  readonly phoneNumber: string;
  readonly externalId: string | null;
  /** Breaks ties of arrivalAt. */
  readonly sequence: number;
  priority: number;
  version: number;
  #traits: Traits;
  #seldom: Seldom;
  /** Index in `callbackStates`: a number, so that no field of it ever holds a pointer to text. */
  #stateIndex: number;
  readonly #created: number;
  readonly #requested: number;
  #arrival: number;
  #due: Offset;
  #review: Offset;
  #expires: Offset;
  #scheduled: Offset;
  #promiseFrom: Offset;
  #promiseTo: number;
  #promiseFlags: number;

  /** Throws RangeError when a time is no whole number of milliseconds. */
  constructor(row: StoredCallback) {
    const traits = traitsOf(row, row.createdAt);
    const { baseAt } = traits;
    this.id = inOnePiece(row.id);
    this.phoneNumber = inOnePiece(row.phoneNumber);
    this.externalId = row.externalId === null || row.externalId === undefined ? null : inOnePiece(row.externalId);
    this.sequence = row.sequence;
    this.priority = row.priority;
    this.version = row.version;
    this.#traits = traits;
    this.#seldom = seldomOf(row);
    this.#stateIndex = callbackStates.indexOf(row.state);
    this.#created = offsetOf(baseAt, row.createdAt);
    this.#requested = offsetOf(baseAt, row.requestedAt);
    this.#arrival = offsetOf(baseAt, row.arrivalAt);
    this.#due = offsetOrNull(baseAt, row.dueAt);
    this.#review = offsetOrNull(baseAt, row.reviewAt);
    this.#expires = offsetOrNull(baseAt, row.expiresAt);
    this.#scheduled = offsetOrNull(baseAt, row.scheduledFor);
    const promise = row.promise ?? null;
    this.#promiseFrom = null;
    this.#promiseTo = 0;
    this.#promiseFlags = 0;
    if (promise !== null) this.promise = promise;
  }

  get kind(): 'callback' {
    return 'callback';
  }

  get state(): CallbackState {
    return callbackStates[this.#stateIndex] ?? 'closed';
  }
  set state(state: CallbackState) {
    this.#stateIndex = callbackStates.indexOf(state);
  }

  get serviceId(): string {
    return this.#traits.serviceId;
  }
  get subjectId(): string | null {
    return this.#traits.subjectId;
  }
  get language(): string {
    return this.#traits.language;
  }
  get medium(): Callback['medium'] {
    return this.#traits.medium;
  }
  get channel(): Callback['channel'] {
    return this.#traits.channel;
  }
  get delivery(): Callback['delivery'] {
    return this.#traits.delivery;
  }
  get isAgentReserved(): boolean {
    return this.#traits.isAgentReserved;
  }
  get timeZone(): string | null {
    return this.#traits.timeZone;
  }
  get queueId(): string {
    return this.#traits.queueId;
  }
  set queueId(queueId: string) {
    this.#traits = traitsOf({ ...this.#traits, queueId }, this.createdAt);
  }

  get createdAt(): number {
    return this.#traits.baseAt + this.#created;
  }
  get requestedAt(): number {
    return this.#traits.baseAt + this.#requested;
  }
  get arrivalAt(): number {
    return this.#traits.baseAt + this.#arrival;
  }
  set arrivalAt(at: number) {
    this.#arrival = offsetOf(this.#traits.baseAt, at);
  }
  get dueAt(): number | null {
    return this.#due === null ? null : this.#traits.baseAt + this.#due;
  }
  set dueAt(at: number | null) {
    this.#due = offsetOrNull(this.#traits.baseAt, at);
  }
  get reviewAt(): number | null {
    return this.#review === null ? null : this.#traits.baseAt + this.#review;
  }
  set reviewAt(at: number | null) {
    this.#review = offsetOrNull(this.#traits.baseAt, at);
  }
  get expiresAt(): number | null {
    return this.#expires === null ? null : this.#traits.baseAt + this.#expires;
  }
  set expiresAt(at: number | null) {
    this.#expires = offsetOrNull(this.#traits.baseAt, at);
  }
  get scheduledFor(): number | null {
    return this.#scheduled === null ? null : this.#traits.baseAt + this.#scheduled;
  }
  set scheduledFor(at: number | null) {
    this.#scheduled = offsetOrNull(this.#traits.baseAt, at);
  }

  /** A copy: to change it, assign another. */
  get promise(): Callback['promise'] {
    if (this.#promiseFrom === null) return null;
    const { baseAt } = this.#traits;
    const isKept = isKeptValues[this.#promiseFlags % RISK_TOLD] ?? null;
    const isRiskTold = this.#promiseFlags >= RISK_TOLD;
    return { fromAt: baseAt + this.#promiseFrom, toAt: baseAt + this.#promiseTo, isKept, isRiskTold };
  }
  set promise(promise: Callback['promise']) {
    const { baseAt } = this.#traits;
    this.#promiseFrom = offsetOrNull(baseAt, promise?.fromAt);
    this.#promiseTo = promise === null ? 0 : offsetOf(baseAt, promise.toAt);
    const isKeptIndex = isKeptValues.indexOf(promise?.isKept ?? null);
    this.#promiseFlags = isKeptIndex + (promise?.isRiskTold === true ? RISK_TOLD : 0);
  }

  get outcome(): Callback['outcome'] {
    return this.#seldom.outcome;
  }
  set outcome(value: Callback['outcome']) {
    if (value !== this.#seldom.outcome) this.#own().outcome = value;
  }
  get preferredAgentId(): Callback['preferredAgentId'] {
    return this.#seldom.preferredAgentId;
  }
  set preferredAgentId(value: Callback['preferredAgentId']) {
    if (value !== this.#seldom.preferredAgentId) this.#own().preferredAgentId = value;
  }
  get preferredUntilAt(): Callback['preferredUntilAt'] {
    return this.#seldom.preferredUntilAt;
  }
  set preferredUntilAt(value: Callback['preferredUntilAt']) {
    if (value !== this.#seldom.preferredUntilAt) this.#own().preferredUntilAt = value;
  }
  get excludedAgentIds(): Callback['excludedAgentIds'] {
    return this.#seldom.excludedAgentIds;
  }
  set excludedAgentIds(value: Callback['excludedAgentIds']) {
    if (value.length + this.#seldom.excludedAgentIds.length > 0) this.#own().excludedAgentIds = value;
  }
  get declinedAgentIds(): Callback['declinedAgentIds'] {
    return this.#seldom.declinedAgentIds;
  }
  set declinedAgentIds(value: Callback['declinedAgentIds']) {
    if (value.length + this.#seldom.declinedAgentIds.length > 0) this.#own().declinedAgentIds = value;
  }
  get transferredBy(): Callback['transferredBy'] {
    return this.#seldom.transferredBy;
  }
  set transferredBy(value: Callback['transferredBy']) {
    if (value !== this.#seldom.transferredBy) this.#own().transferredBy = value;
  }
  get agentId(): Callback['agentId'] {
    return this.#seldom.agentId;
  }
  set agentId(value: Callback['agentId']) {
    if (value !== this.#seldom.agentId) this.#own().agentId = value;
  }
  get offerId(): Callback['offerId'] {
    return this.#seldom.offerId;
  }
  set offerId(value: Callback['offerId']) {
    if (value !== this.#seldom.offerId) this.#own().offerId = value;
  }
  get customerLegId(): Callback['customerLegId'] {
    return this.#seldom.customerLegId;
  }
  set customerLegId(value: Callback['customerLegId']) {
    if (value !== this.#seldom.customerLegId) this.#own().customerLegId = value;
  }
  get agentLegId(): Callback['agentLegId'] {
    return this.#seldom.agentLegId;
  }
  set agentLegId(value: Callback['agentLegId']) {
    if (value !== this.#seldom.agentLegId) this.#own().agentLegId = value;
  }
  get call(): Callback['call'] {
    return this.#seldom.call;
  }
  set call(value: Callback['call']) {
    if (value !== this.#seldom.call) this.#own().call = value;
  }
  get closedAt(): Callback['closedAt'] {
    return this.#seldom.closedAt;
  }
  set closedAt(value: Callback['closedAt']) {
    if (value !== this.#seldom.closedAt) this.#own().closedAt = value;
  }
  get phoneNumberDialed(): Callback['phoneNumberDialed'] {
    return this.#seldom.phoneNumberDialed;
  }
  set phoneNumberDialed(value: Callback['phoneNumberDialed']) {
    if (value !== this.#seldom.phoneNumberDialed) this.#own().phoneNumberDialed = value;
  }
  get isRedialWindow(): Callback['isRedialWindow'] {
    return this.#seldom.isRedialWindow;
  }
  set isRedialWindow(value: Callback['isRedialWindow']) {
    if (value !== this.#seldom.isRedialWindow) this.#own().isRedialWindow = value;
  }
  get isAtFront(): Callback['isAtFront'] {
    return this.#seldom.isAtFront;
  }
  set isAtFront(value: Callback['isAtFront']) {
    if (value !== this.#seldom.isAtFront) this.#own().isAtFront = value;
  }
  get attemptsMade(): Callback['attemptsMade'] {
    return this.#seldom.attemptsMade;
  }
  set attemptsMade(value: Callback['attemptsMade']) {
    if (value !== this.#seldom.attemptsMade) this.#own().attemptsMade = value;
  }
  get attemptsConsumed(): Callback['attemptsConsumed'] {
    return this.#seldom.attemptsConsumed;
  }
  set attemptsConsumed(value: Callback['attemptsConsumed']) {
    if (value !== this.#seldom.attemptsConsumed) this.#own().attemptsConsumed = value;
  }
  get attemptId(): Callback['attemptId'] {
    return this.#seldom.attemptId;
  }
  set attemptId(value: Callback['attemptId']) {
    if (value !== this.#seldom.attemptId) this.#own().attemptId = value;
  }
  get lastAttemptOutcome(): Callback['lastAttemptOutcome'] {
    return this.#seldom.lastAttemptOutcome;
  }
  set lastAttemptOutcome(value: Callback['lastAttemptOutcome']) {
    if (value !== this.#seldom.lastAttemptOutcome) this.#own().lastAttemptOutcome = value;
  }
  get liveCallId(): Callback['liveCallId'] {
    return this.#seldom.liveCallId;
  }
  get disposition(): Callback['disposition'] {
    return this.#seldom.disposition;
  }
  set disposition(value: Callback['disposition']) {
    if (value !== this.#seldom.disposition) this.#own().disposition = value;
  }
  get note(): Callback['note'] {
    return this.#seldom.note;
  }
  set note(value: Callback['note']) {
    if (value !== this.#seldom.note) this.#own().note = value;
  }

  /** The seldom used fields to change: this callback's own from the first change on. */
  #own(): Seldom {
    if (this.#seldom === untouched) this.#seldom = copyOf(untouched);
    return this.#seldom;
  }

  /** What is stored, also where somebody makes JSON of it. */
  toJSON(): StoredCallback {
    return storedCallback(this);
  }
}
