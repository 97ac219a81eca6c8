import type { Instant } from '../time.ts';
import type { Center } from './center.ts';

/**
 * The latest moment at which anything that is open was decided. A writer that takes over with a clock behind that of the last
 * one goes on from here: in a centre's time nothing ever comes before its own past (a caller who has not yet arrived could not
 * be served).
 */
export function latestTimeOf(center: Center): Instant {
  let latestAt = 0;
  const see = (at: number | null): void => {
    if (at !== null && at > latestAt) latestAt = at;
  };
  for (const callback of center.callbacks.values()) see(callback.createdAt);
  // A caller's place may be taken at a key, long after they came, with nothing else that tells of it.
  for (const call of center.liveCalls.values()) see(Math.max(call.createdAt, call.arrivalAt));
  for (const offer of center.offers.values()) see(offer.offeredAt);
  for (const leg of center.legs.values()) see(leg.answeredAt ?? leg.askedAt);
  for (const agent of center.agents.values()) see(Math.max(agent.activitySinceAt, agent.presenceSinceAt));
  for (const attempts of center.attempts.values())
    for (const { startedAt, endedAt } of attempts) see(endedAt ?? startedAt);
  return latestAt;
}
