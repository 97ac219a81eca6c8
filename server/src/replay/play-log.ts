import type { Client, LiveEvent } from '@ringback/client';
import { type AgendaItem, agendaOf, weeksShiftMs } from './agenda.ts';
import { bankAgentId, bankNumber, bankQueueId, bankServiceId } from './bank-configuration.ts';
import { answersAttempt, type ReplayCaller } from './callers.ts';
import { followClock, type ClockFollower } from './clock-follower.ts';
import { createObserver, observedTypes, type Observations } from './observations.ts';
import { untilReached, wait } from './reaching.ts';
import type { Staffing } from './staffing.ts';

/** What is played, and how. */
export interface PlaySettings {
  readonly dates: readonly string[];
  readonly callers: readonly ReplayCaller[];
  readonly staffing: Staffing;
  readonly speed: number;
  readonly seed: number;
  readonly answerRatio: number;
  /** Called as time passes: how much of the day is played, and a line for people. */
  readonly onProgress: (ratio: number, text: string) => void;
}

/** What was played. */
export interface Played {
  readonly observations: Observations;
  /** First instant of the server's clock that belongs to the replay, epoch milliseconds. */
  readonly startedAt: number;
  /** By how much later than logged each caller entered the line, milliseconds of the server's clock. */
  readonly lagsMs: readonly number[];
  /** By how much the log's calendar was moved. */
  readonly shiftMs: number;
  /** How often an agent whom the server had taken out of service was put back, where the table says they are there. */
  readonly restaffedCount: number;
}

/** How long a day may run on after its last caller until everybody is done, milliseconds of the server's clock. */
const drainMs = 90 * 60_000;
/** How often it is looked after that those who are staffed take work, real milliseconds. */
const restaffEveryMs = 1000;
/** How long a customer's phone rings before it is picked up: a person needs some seconds. */
const answerAfterMs = 5000;

/** Plays days of a log into a running server, in the server's own time. */
export async function playLog(client: Client, settings: PlaySettings): Promise<Played> {
  const clock = await followClock(client);
  const shiftMs = weeksShiftMs(settings.dates[0] ?? '1970-01-01', clock.now());
  const player = createPlayer(client, settings, clock, shiftMs);
  const observer = createObserver();
  const subscription = client.subscribe(
    (event) => {
      if (observer.observe(event)) player.follow(event);
    },
    { query: { types: [...observedTypes], serviceId: bankServiceId } },
  );
  let startedAt = Infinity;
  for (const [index, date] of settings.dates.entries()) {
    const callers = settings.callers.filter((caller) => caller.call.date === date);
    startedAt = Math.min(startedAt, (callers[0]?.arrivesAt ?? 0) + shiftMs);
    await player.playDay(date, callers, index);
  }
  await clock.setSpeed(1);
  await wait(300);
  subscription.close();
  return {
    observations: observer.observations,
    startedAt,
    lagsMs: player.lagsMs,
    shiftMs,
    restaffedCount: player.restaffedCount(),
  };
}

function createPlayer(client: Client, settings: PlaySettings, clock: ClockFollower, shiftMs: number) {
  const byNumber = new Map(settings.callers.map((caller) => [caller.phoneNumber, caller]));
  const attemptsCount = new Map<string, number>();
  const lagsMs: number[] = [];
  let staffedCount = 0;
  let restaffedCount = 0;
  const runId = Math.random().toString(36).slice(2);

  async function staff(count: number): Promise<void> {
    const from = Math.min(count, staffedCount);
    const to = Math.max(count, staffedCount);
    const presence = count > staffedCount ? 'available' : 'offline';
    staffedCount = count;
    for (let number = from + 1; number <= to; number += 1) {
      await untilReached(() => client.setPresence({ params: { id: bankAgentId(number) }, body: { presence } }));
    }
  }

  /**
   * A phone that the server takes for silent, because its own work takes longer at this speed than the ring, puts the agent
   * away; a restart may, too. Real agents would come back, and so do these.
   */
  async function restaff(): Promise<void> {
    const { agents } = await untilReached(() => client.getBoard());
    for (let number = 1; number <= staffedCount; number += 1) {
      const id = bankAgentId(number);
      const isAway = agents.some((agent) => agent.id === id && agent.presence === 'away');
      if (!isAway) continue;
      restaffedCount += 1;
      await untilReached(() => client.setPresence({ params: { id }, body: { presence: 'available' } }));
    }
  }

  /** Keeps the agents staffed until it is ended. */
  function keepStaffed(): () => Promise<void> {
    let isOver = false;
    const loop = (async () => {
      while (!isOver) {
        await restaff().catch(() => undefined);
        await wait(restaffEveryMs);
      }
    })();
    return () => {
      isOver = true;
      return loop;
    };
  }

  /** Programs what the customer's phone does when it is rung next. */
  async function prepare(caller: ReplayCaller): Promise<void> {
    const number = (attemptsCount.get(caller.phoneNumber) ?? 0) + 1;
    attemptsCount.set(caller.phoneNumber, number);
    const isAnswering = answersAttempt(caller, number, settings.seed, settings.answerRatio);
    const body = {
      behaviour: isAnswering ? 'answer' : 'no_answer',
      answerAfterMs,
      keys: '1',
      talkMs: caller.talkMs,
    } as const;
    await untilReached(() => client.setSubscriber({ params: { number: caller.phoneNumber }, body }));
  }

  async function call(caller: ReplayCaller): Promise<void> {
    if (caller.acceptsInvitation) await prepare(caller);
    await clock.reach(caller.arrivesAt + shiftMs);
    const body = {
      from: caller.phoneNumber,
      to: bankNumber,
      patienceMs: caller.patienceMs,
      talkMs: caller.talkMs,
      acceptInvitation: caller.acceptsInvitation,
    };
    const idempotencyKey = `replay-${runId}-${caller.phoneNumber.slice(1)}`;
    const { startedAt } = await untilReached(() => client.placeSimulatedCall({ body, idempotencyKey }));
    lagsMs.push(Date.parse(startedAt) - caller.arrivesAt - shiftMs);
  }

  async function playDay(date: string, callers: readonly ReplayCaller[], dayIndex: number): Promise<void> {
    const agenda = agendaOf(date, callers, settings.staffing);
    const first = agenda[0];
    if (first === undefined) return;
    await clock.jump(first.at + shiftMs - 60_000);
    await clock.setSpeed(settings.speed);
    const endKeeping = keepStaffed();
    try {
      await playAgenda(date, agenda, dayIndex);
      await drain(date);
    } finally {
      await endKeeping();
    }
    await staff(0);
  }

  async function playAgenda(date: string, agenda: readonly AgendaItem[], dayIndex: number): Promise<void> {
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    for (const [index, item] of agenda.entries()) {
      // A little early: the phone is programmed before the call is due.
      await clock.reach(item.at + shiftMs - (item.kind === 'caller' ? settings.speed * 20 : 0));
      const task: Promise<void> = act(item)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(task));
      running.add(task);
      if (item.kind === 'staff') await task;
      if (failures.length > 0) throw failures[0];
      settings.onProgress((dayIndex + index / agenda.length) / settings.dates.length, `${date} ${isoTime(item.at)}`);
    }
    await Promise.all(running);
    if (failures.length > 0) throw failures[0];
  }

  function act(item: AgendaItem): Promise<void> {
    return item.kind === 'staff' ? staff(item.agentsCount) : call(item.caller);
  }

  /** Waits until nobody is in the line or talking, for an hour and a half of the server's time at most. */
  async function drain(date: string): Promise<void> {
    const until = clock.now() + drainMs;
    while (clock.now() < until) {
      const board = await untilReached(() => client.getBoard());
      const queue = board.queues.find((one) => one.queueId === bankQueueId);
      const openCount =
        queue === undefined
          ? 0
          : queue.liveCallsWaitingCount +
            queue.callbacksWaitingCount +
            queue.callbacksActiveCount +
            queue.callbacksScheduledCount;
      const isBusy = board.agents.some((agent) => agent.id.startsWith('agt_bank_') && agent.activity !== 'idle');
      const retrying = await untilReached(() =>
        client.listCallbacks({ query: { serviceId: bankServiceId, state: ['retry_pending'], limit: 1 } }),
      );
      if (openCount === 0 && !isBusy && retrying.items.length === 0) return;
      settings.onProgress(1, `${date}: ${openCount} still open`);
      await wait(250);
    }
  }

  function follow(event: LiveEvent): void {
    if (event.type !== 'callback.attempt_ended' || event.callback === null) return;
    const caller = byNumber.get(event.callback.phoneNumber);
    if (caller !== undefined && event.detail['outcome'] !== 'answered_human')
      void prepare(caller).catch(() => undefined);
  }

  return { playDay, follow, lagsMs, restaffedCount: () => restaffedCount };
}

function isoTime(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
