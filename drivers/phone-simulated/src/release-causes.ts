import type { LegEnd } from '@ringback/core';

/** How a call can end in the simulated network. */
export type ReleaseCause =
  | 'busy'
  | 'rejected'
  | 'not_answered'
  | 'unallocated'
  | 'congested'
  | 'hung_up_by_far_end'
  | 'hung_up_by_us'
  | 'cancelled_by_us';

/**
 * What a real phone system tells for each ending: SIP status of RFC 3261, cause of ITU-T Q.850. After an answer there is
 * no final SIP status to tell, only cause 16 (normal call clearing), as Asterisk 22 reports it.
 */
export const legEnds: Readonly<Record<ReleaseCause, LegEnd>> = {
  busy: { sipStatus: 486, q850Cause: 17, endedBy: 'far_end' },
  rejected: { sipStatus: 603, q850Cause: 21, endedBy: 'far_end' },
  not_answered: { sipStatus: 480, q850Cause: 19, endedBy: 'network' },
  unallocated: { sipStatus: 404, q850Cause: 1, endedBy: 'network' },
  congested: { sipStatus: 503, q850Cause: 34, endedBy: 'network' },
  hung_up_by_far_end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' },
  hung_up_by_us: { sipStatus: null, q850Cause: 16, endedBy: 'us' },
  cancelled_by_us: { sipStatus: 487, q850Cause: 16, endedBy: 'us' },
};
