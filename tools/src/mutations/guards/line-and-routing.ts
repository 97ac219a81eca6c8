import type { Mutation } from '../mutation.ts';

const matching = 'core/src/routing/matching.ts';
const offers = 'core/src/routing/offers.ts';
const line = 'core/src/queue/line.ts';
const invitation = 'core/src/calls/invitation.ts';
const dialAhead = 'core/src/pacing/dial-ahead.ts';
const dispatch = 'core/src/routing/dispatch.ts';

/** What makes the line fair and gives each item one agent who may have it. */
export const routingGuards: readonly Mutation[] = [
  {
    name: 'place-on-retry',
    guard: 'an attempt that failed costs the place only what the policy says',
    breaks: ['Q2', 'I6'],
    edits: [
      {
        path: 'core/src/callback/attempts.ts',
        find: 'if (rule.consumes) applyPlacePolicy(turn, callback);',
        replace: 'callback.arrivalAt = turn.now;',
      },
    ],
  },
  {
    name: 'place-on-requeue',
    guard: 'putting a callback back costs the place only what the policy says',
    breaks: ['Q2', 'I6'],
    edits: [
      {
        path: 'core/src/callback/actions.ts',
        find: '  applyPlacePolicy(turn, callback);\n',
        replace: '  turn.unplace(callback);\n  callback.arrivalAt = turn.now;\n',
      },
    ],
  },
  {
    name: 'place-on-decline',
    guard: 'an item whose agent declined, missed it or left keeps its place',
    breaks: ['Q2', 'Q8', 'I6'],
    edits: [
      {
        path: offers,
        find: 'export function returnToLine(turn: Turn, item: WorkItem): void {',
        replace: 'export function returnToLine(turn: Turn, item: WorkItem): void {\n  item.arrivalAt = turn.now;',
      },
    ],
  },
  {
    name: 'place-of-caller',
    guard: 'a caller who takes the invitation keeps the arrival they had in the line',
    breaks: ['R1', 'Q1'],
    tests: ['core/src/calls'],
    edits: [
      {
        path: 'core/src/callback/request.ts',
        find: 'keptPlace?.arrivalAt ?? timing.startsAt',
        replace: 'timing.startsAt',
      },
    ],
  },
  {
    name: 'front-after-hold-cap',
    guard: 'a customer for whom nobody came in time stands at the front',
    breaks: ['D5', 'I9'],
    tests: ['core/src/calls'],
    edits: [
      {
        path: 'core/src/calls/customer-first.ts',
        find: 'callback.isAtFront = true;',
        replace: 'callback.isAtFront = false;',
      },
    ],
  },
  {
    name: 'holding-first',
    guard: 'a confirmed customer on the line stands before everybody',
    breaks: ['I9', 'I6'],
    edits: [{ path: line, find: "if (item.state === 'holding') return HOLDING_PRIORITY;", replace: '' }],
  },
  {
    name: 'priority',
    guard: 'the higher priority is served first',
    breaks: ['I6', 'Q4', 'Q5'],
    edits: [{ path: matching, find: 'if (found !== null && level.priority < found.linePriority) break;', replace: '' }],
  },
  {
    name: 'arrival-between-classes',
    guard: 'between items of different services or subjects the earlier arrival is served first',
    breaks: ['I6', 'Q4'],
    edits: [{ path: matching, find: '(limit !== null && !isEarlier(item, limit))', replace: 'false' }],
  },
  {
    name: 'tie-of-arrival',
    guard: 'who arrived at the same moment is served in the order of the requests',
    breaks: ['I6', 'I8'],
    edits: [
      {
        path: line,
        find: 'a.arrivalAt === b.arrivalAt ? a.sequence < b.sequence : a.arrivalAt < b.arrivalAt',
        replace: 'a.arrivalAt < b.arrivalAt',
      },
    ],
  },
  {
    name: 'skills',
    guard: 'an agent holds every skill at the level asked for',
    breaks: ['I5', 'Q3'],
    edits: [{ path: 'core/src/routing/eligibility.ts', find: '>= asked.levelMin', replace: '>= 0' }],
  },
  {
    name: 'relaxation-time',
    guard: 'an agent of a later ring or a relaxed skill gets an item only after it has waited that long',
    breaks: ['I5', 'Q3', 'Q6'],
    edits: [{ path: matching, find: 'now - item.arrivalAt < afterMs || (limit', replace: '(limit' }],
  },
  {
    name: 'agent-capacity',
    guard: 'an agent who has an item is not ready for another',
    breaks: ['I5', 'Q7'],
    edits: [
      {
        path: 'core/src/routing/agent-pool.ts',
        find: "agent.presence === 'available' && agent.activity === 'idle'",
        replace: "agent.presence === 'available'",
      },
    ],
  },
  {
    name: 'presence',
    guard: 'only an agent who is available gets work',
    breaks: ['W1', 'I5'],
    edits: [
      {
        path: 'core/src/routing/agent-pool.ts',
        find: "agent.presence === 'available' && agent.activity === 'idle'",
        replace: "agent.activity === 'idle'",
      },
    ],
  },
  {
    name: 'earmark',
    guard: 'one free agent lets one customer be dialled ahead, not two',
    breaks: ['D1', 'D4', 'I5'],
    tests: ['core/src/calls'],
    edits: [
      { path: matching, find: "if (lane === 'ahead' && agent.earmarkedItemId !== null) return true;", replace: '' },
      { path: matching, find: 'agent.earmarkedItemId !== null && dialsAhead(item)', replace: 'false' },
    ],
  },
  {
    name: 'customer-on-the-line',
    guard: 'a waiting callback is not dialled while its customer is on the line with us',
    breaks: ['I10', 'P7'],
    edits: [{ path: matching, find: 'center.isOnTheLine(item.phoneNumber)', replace: 'false' }],
  },
  {
    name: 'up-until-its-end',
    guard: 'a customer counts as on the line until the end of the leg is reported, not until a hang-up is asked for',
    breaks: ['I2', 'I10'],
    tests: ['core/src/calls'],
    edits: [
      {
        path: 'core/src/calls/legs.ts',
        find: "turn.saveLeg(leg);\n  turn.phone({ kind: 'hang_up', legId });",
        replace: "turn.saveLeg(leg);\n  uncountCustomerLeg(turn, leg);\n  turn.phone({ kind: 'hang_up', legId });",
      },
    ],
  },
  {
    name: 'declined',
    guard: 'an agent who declined an item does not get it again at once, or ever',
    breaks: ['Q8'],
    tests: ['core/src/calls'],
    edits: [{ path: matching, find: "if (hasDeclined(item, agent)) return 'declined';", replace: '' }],
  },
  {
    name: 'preferred-agent',
    guard: 'an item is kept for its preferred agent for the time agreed',
    breaks: ['Q4'],
    tests: ['core/src/routing'],
    edits: [
      { path: matching, find: 'item.preferredAgentId !== agent.id && isKept(center, item, now)', replace: 'false' },
      { path: matching, find: 'if (isKept(center, item, now) || ', replace: 'if (' },
    ],
  },
  {
    name: 'paused-service',
    guard: 'callbacks of a paused service are not dialled',
    breaks: ['Q13'],
    edits: [
      { path: matching, find: 'center.services.get(itemClass.serviceId)?.isPaused === true', replace: 'false' },
      { path: matching, find: 'center.services.get(item.serviceId)?.isPaused === true', replace: 'false' },
    ],
  },
  {
    name: 'offer-deadline',
    guard: 'an offer that nobody answers ends at its deadline',
    breaks: ['Q8', 'I1'],
    edits: [{ path: offers, find: "  turn.due('offer', offer.id, offer.expiresAt);\n", replace: '' }],
  },
  {
    name: 'offer-ends-once',
    guard: 'an offer that is over cannot be accepted',
    breaks: ['Q8', 'I5'],
    tests: ['core/src/contact-center'],
    edits: [{ path: offers, find: '  turn.center.offers.delete(offer.id);\n', replace: '' }],
  },
  {
    name: 'invitation-threshold',
    guard: 'callers are invited only when the wait is long, or nobody is there, or many wait',
    breaks: ['R2'],
    tests: ['core/src/calls'],
    edits: [{ path: invitation, find: 'estimate.likelyMs >= rule.waitThresholdMs', replace: 'true' }],
  },
  {
    name: 'invitation-before-closing',
    guard: 'nobody is invited to a callback that could not be made before closing',
    breaks: ['R2'],
    tests: ['core/src/calls'],
    edits: [{ path: invitation, find: 'now + (estimate?.likelyMs ?? 0) >= closing.at', replace: 'false' }],
  },
  {
    name: 'pacing-risk',
    guard: 'nobody is dialled ahead for whom probably no agent will be free',
    breaks: ['D4'],
    tests: ['core/src/pacing'],
    edits: [{ path: dialAhead, find: 'if (lateRisk > rule.lateRatioMax * CAUTION_RATIO) return false;', replace: '' }],
  },
  {
    name: 'pacing-share',
    guard: 'nobody is dialled ahead while too many of those who pressed 1 have waited too long',
    breaks: ['D4'],
    tests: ['core/src/pacing'],
    edits: [
      { path: dialAhead, find: 'if (rates.lateRatio >= rule.lateRatioMax * CAUTION_RATIO) return false;', replace: '' },
    ],
  },
  {
    name: 'pacing-claim',
    guard: 'an agent who becomes free counts for a customer who is being dialled already',
    breaks: ['D4'],
    tests: ['core/src/pacing'],
    edits: [{ path: dispatch, find: '  if (claimDial(turn, agent, item)) return;\n', replace: '' }],
  },
];
