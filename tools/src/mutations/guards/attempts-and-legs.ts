import type { Mutation } from '../mutation.ts';

const attempts = 'core/src/callback/attempts.ts';
const closing = 'core/src/callback/closing.ts';
const customerFirst = 'core/src/calls/customer-first.ts';
const phoneHandler = 'core/src/calls/phone-handler.ts';
const recover = 'core/src/contact-center/recover.ts';

/** What makes an attempt ring once, and every leg come to an end: ledger, limits, pauses, events of the phone system. */
export const attemptGuards: readonly Mutation[] = [
  {
    name: 'attempt-ledger',
    guard: 'the row of an attempt is written in the same commit as its dial',
    breaks: ['A1', 'I2'],
    edits: [{ path: attempts, find: 'turn.saveAttempt(attempt);\n  return attempt;', replace: 'return attempt;' }],
  },
  {
    name: 'leg-ledger',
    guard: 'the row of a leg is written in the same commit as its dial',
    breaks: ['A1', 'I2', 'I7'],
    edits: [
      {
        path: 'core/src/calls/legs.ts',
        find: 'turn.saveLeg(leg);\n  return leg;',
        replace: "turn.due('leg', leg.id, leg.deadlineAt);\n  return leg;",
      },
    ],
  },
  {
    name: 'attempt-limit',
    guard: 'a callback whose attempts are used up is closed',
    breaks: ['I2', 'A3', 'A4'],
    tests: ['engine'],
    edits: [{ path: attempts, find: 'callback.attemptsConsumed >= service.attemptsMax', replace: 'false' }],
  },
  {
    name: 'attempt-consumed',
    guard: 'an attempt is counted as its outcome says',
    breaks: ['I2', 'A3'],
    tests: ['engine'],
    edits: [{ path: attempts, find: 'if (consumes) callback.attemptsConsumed += 1;', replace: '' }],
  },
  {
    name: 'retry-delay',
    guard: 'the next try waits for the pause of the outcome',
    breaks: ['A3'],
    tests: ['engine'],
    edits: [
      { path: attempts, find: 'if (rule.consumes) return rule.retryAfterMs;', replace: 'if (rule.consumes) return 0;' },
    ],
  },
  {
    name: 'congestion-pause',
    guard: 'the pause after a failure of the network grows each time',
    breaks: ['A3'],
    tests: ['core/src/calls'],
    edits: [
      { path: attempts, find: 'rule.retryAfterMs * 2 ** Math.min', replace: 'rule.retryAfterMs * 1 ** Math.min' },
    ],
  },
  {
    name: 'attempt-ends',
    guard: 'an attempt that fails is ended before the next may begin',
    breaks: ['I2', 'A2'],
    tests: ['engine'],
    edits: [{ path: attempts, find: '  endAttempt(turn, callback, outcome);\n', replace: '' }],
  },
  {
    name: 'cancel-hangs-up',
    guard: "closing a callback hangs up the customer's leg",
    breaks: ['I4', 'I1'],
    tests: ['core/src/contact-center'],
    edits: [
      {
        path: closing,
        find: 'if (callback.customerLegId !== null) endLeg(turn, callback.customerLegId);',
        replace: '',
      },
    ],
  },
  {
    name: 'cancel-leaves-line',
    guard: 'a closed callback leaves the line, so that it is never dialled',
    breaks: ['I4'],
    tests: ['core/src/contact-center'],
    edits: [{ path: closing, find: '  turn.unplace(callback);\n', replace: '' }],
  },
  {
    name: 'suppressed-others',
    guard: 'who asks never to be called again is not rung for another callback either',
    breaks: ['D8', 'I4'],
    tests: ['core/src/contact-center'],
    edits: [{ path: customerFirst, find: '  closeOthersOf(turn, callback.phoneNumber);\n', replace: '' }],
  },
  {
    name: 'repeated-answer',
    guard: 'an answer reported twice changes nothing',
    breaks: ['X2', 'I9'],
    edits: [{ path: phoneHandler, find: "leg.state === 'answered' || mustConfirm", replace: 'mustConfirm' }],
  },
  {
    name: 'late-events',
    guard: 'events of a leg that was given up change nothing: asked of the leg, and of the item it was for',
    breaks: ['X2', 'I9', 'I5'],
    edits: [
      { path: phoneHandler, find: 'else if (!leg.hangUpAsked) legReported', replace: 'else legReported' },
      { path: phoneHandler, find: '  else if (item.agentLegId !== leg.id) endLeg(turn, leg.id);\n', replace: '' },
      {
        path: phoneHandler,
        find: 'item !== null && item.customerLegId === leg.id)',
        replace: 'item !== null)',
      },
      {
        path: phoneHandler,
        find: "item.customerLegId === leg.id && item.state === 'dialing')",
        replace: "item.state === 'dialing')",
      },
    ],
  },
  {
    name: 'unknown-legs',
    guard: 'the end of a leg that nobody knows any more changes nothing',
    breaks: ['X2'],
    tests: ['core/src/contact-center'],
    edits: [
      {
        path: phoneHandler,
        find: 'if (leg === undefined) {',
        replace: "if (leg === undefined && event.kind !== 'ended') {",
      },
    ],
  },
  {
    name: 'stray-legs',
    guard: 'a dial that reached the network after its attempt was given up is hung up',
    breaks: ['X2', 'I1'],
    edits: [
      {
        path: phoneHandler,
        find: "if (event.kind === 'ringing' || event.kind === 'answered') turn",
        replace: 'if (false) turn',
      },
    ],
  },
  {
    name: 'agents-leg-lost',
    guard: 'when the phone of the agent falls away, the customer goes to the next agent',
    breaks: ['I9', 'I1'],
    edits: [
      { path: phoneHandler, find: '  else if (item.agentId !== null) agentPhoneFailed(turn, item);', replace: '' },
    ],
  },
  {
    name: 'agent-blameless',
    guard: 'an agent whose phone was ringing when the phone engine went away stays available',
    breaks: ['W1', 'X1'],
    tests: ['core/src/calls'],
    edits: [{ path: phoneHandler, find: 'item.agentId !== null && isLostWhileRinging(leg, end)', replace: 'false' }],
  },
  {
    name: 'silent-leg',
    guard: 'a leg of which the phone system says nothing until its deadline is given up',
    breaks: ['I1', 'A1'],
    edits: [{ path: 'core/src/contact-center/timers.ts', find: 'else loseLeg(turn, leg);', replace: '' }],
  },
  {
    name: 'dial-lost-while-away',
    guard: 'a dial that is gone after a restart is an attempt of unknown outcome',
    breaks: ['A1', 'I1', 'X1'],
    edits: [
      {
        path: recover,
        find: "else if (item.state === 'dialing' || item.state === 'confirming') failAttempt(turn, item, outcome);",
        replace: '',
      },
    ],
  },
  {
    name: 'orphan-legs',
    guard: 'legs that are up after a restart and that no row knows are hung up',
    breaks: ['X1', 'X2'],
    edits: [
      {
        path: recover,
        find: "if (!turn.center.legs.has(legId)) turn.phone({ kind: 'hang_up', legId });",
        replace: 'void legId;',
      },
    ],
  },
];
