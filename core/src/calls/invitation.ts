import { calendarOf } from '../callback/callable.ts';
import type { Center } from '../contact-center/center.ts';
import type { ServicePolicy } from '../contact-center/configuration.ts';
import { readyCountOf } from '../routing/item-classes.ts';
import type { Instant } from '../time.ts';
import type { WaitEstimate } from '../waiting/index.ts';

/** Whether customers are to be invited now, and the one reason. */
export interface InvitationDecision {
  readonly invite: boolean;
  readonly reason:
    | 'off'
    | 'paused'
    | 'watermark'
    | 'closed'
    | 'closing_soon'
    | 'nobody_available'
    | 'queue_length'
    | 'wait'
    | 'short_wait';
}

/**
 * Is it time to invite customers to be called back (R2, Q13)? Never when the callback could not be made before closing;
 * otherwise when nobody is available, the line is long, or the wait passes the threshold.
 */
export function decideInvitation(
  center: Center,
  service: ServicePolicy,
  estimate: WaitEstimate | null,
  now: Instant,
): InvitationDecision {
  const rule = service.invitation;
  if (!rule.isEnabled) return { invite: false, reason: 'off' };
  if (service.isPaused) return { invite: false, reason: 'paused' };
  const openCount = center.openCountByService.get(service.id) ?? 0;
  if (service.inviteWatermark !== null && openCount >= service.inviteWatermark)
    return { invite: false, reason: 'watermark' };
  const closing = closingReason(center, service, estimate, now);
  if (closing !== null) return { invite: false, reason: closing };
  if (rule.whenNobodyAvailable && (center.staffedByQueue.get(service.queueId) ?? 0) === 0)
    return { invite: true, reason: 'nobody_available' };
  if (rule.queueLengthMin !== null && center.line(service.queueId).size >= rule.queueLengthMin)
    return { invite: true, reason: 'queue_length' };
  const isLong = estimate !== null && estimate.likelyMs >= rule.waitThresholdMs;
  if (isLong && readyCountOf(center, { serviceId: service.id, queueId: service.queueId, subjectId: null }) === 0) {
    return { invite: true, reason: 'wait' };
  }
  return { invite: false, reason: 'short_wait' };
}

function closingReason(
  center: Center,
  service: ServicePolicy,
  estimate: WaitEstimate | null,
  now: Instant,
): 'closed' | 'closing_soon' | null {
  const closing = calendarOf(center, service.id).closesAt(now);
  if (closing.kind === 'closed') return 'closed';
  if (closing.kind === 'never' || service.closingTime === 'keep') return null;
  return now + (estimate?.likelyMs ?? 0) >= closing.at ? 'closing_soon' : null;
}
