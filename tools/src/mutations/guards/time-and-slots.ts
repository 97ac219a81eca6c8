import type { Mutation } from '../mutation.ts';

const bookings = 'core/src/calendar/bookings.ts';
const dialGuard = 'core/src/calls/dial-guard.ts';
const promise = 'core/src/callback/promise.ts';
const request = 'core/src/callback/request.ts';
const timers = 'core/src/contact-center/timers.ts';

/** What keeps slots, hours, deadlines and promises. */
export const timeGuards: readonly Mutation[] = [
  {
    name: 'slot-capacity',
    guard: 'a full slot takes nobody: refused, and asserted where the place is taken',
    breaks: ['I3', 'S4'],
    tests: ['core/src/contact-center'],
    edits: [
      {
        path: bookings,
        find: 'if (freePlaces(turn.center, serviceId, slot) > 0) return null;',
        replace: 'return null;',
      },
      { path: bookings, find: 'bookings.booked >= slot.capacity', replace: 'false' },
    ],
  },
  {
    name: 'slot-hold-becomes-booking',
    guard: 'the place of a hold becomes the place of the booking',
    breaks: ['I3', 'S5'],
    edits: [{ path: bookings, find: 'endHold(turn, hold, true);', replace: 'endHold(turn, hold, false);' }],
  },
  {
    name: 'slot-hold-ends',
    guard: 'a hold that is not used ends after its time',
    breaks: ['S5', 'I1'],
    edits: [{ path: timers, find: 'if (hold !== undefined) endHold(turn, hold, false);', replace: 'void hold;' }],
  },
  {
    name: 'reschedule-keeps-old-place',
    guard: 'the old place is given up only when the new one is taken',
    breaks: ['S6', 'I3'],
    tests: ['core/src/contact-center'],
    edits: [
      {
        path: 'core/src/callback/actions.ts',
        find: 'if (refusal === null && scheduledFor !== null && scheduledFor > turn.now)',
        replace: 'if (scheduledFor !== null && scheduledFor > turn.now)',
      },
    ],
  },
  {
    name: 'closing-gives-place-back',
    guard: 'a callback that ends before its time gives its place in the slot back',
    breaks: ['I3', 'S4'],
    edits: [
      {
        path: 'core/src/callback/closing.ts',
        find: 'releasePlace(turn, callback.serviceId, callback.scheduledFor);',
        replace: 'void releasePlace;',
      },
    ],
  },
  {
    name: 'calling-window',
    guard: 'nobody is rung at an hour that is not decent where they are',
    breaks: ['I4', 'S8'],
    edits: [
      {
        path: 'core/src/callback/callable.ts',
        find: 'if (isCallableAt(at, zones, window)) return at;',
        replace: 'if (at >= from) return at;',
      },
    ],
  },
  {
    name: 'hours-at-dispatch',
    guard: 'a callback that was chosen is not dialled outside the hours',
    breaks: ['I4'],
    tests: ['core/src/calls'],
    edits: [
      {
        path: 'core/src/routing/dispatch.ts',
        find: 'if (at === turn.now) return true;',
        replace: 'if (at >= turn.now) return true;',
      },
    ],
  },
  {
    name: 'hours-at-dial',
    guard: 'a dial an agent asks for is refused outside the hours',
    breaks: ['I4'],
    tests: ['core/src/calls'],
    edits: [{ path: dialGuard, find: 'if (at === turn.now) return null;', replace: 'if (at !== null) return null;' }],
  },
  {
    name: 'on-the-line-at-dial',
    guard: 'a dial an agent asks for is refused while the customer is on the line with us',
    breaks: ['I10'],
    tests: ['core/src/calls'],
    edits: [{ path: dialGuard, find: 'if (turn.center.isOnTheLine(phoneNumber)) {', replace: 'if (false) {' }],
  },
  {
    name: 'suppressed-at-dial',
    guard: 'a dial to a number that asked not to be called again is refused',
    breaks: ['D8', 'X5'],
    tests: ['core/src/calls'],
    edits: [{ path: dialGuard, find: 'if (turn.center.suppressions.has(phoneNumber)) {', replace: 'if (false) {' }],
  },
  {
    name: 'suppressed-at-request',
    guard: 'a request for a number that asked not to be called again is refused',
    breaks: ['D8', 'X5', 'I4'],
    edits: [
      { path: request, find: 'if (turn.center.suppressions.has(request.phoneNumber)) {', replace: 'if (false) {' },
    ],
  },
  {
    name: 'not-before-its-time',
    guard: 'a customer with a time is not rung before it',
    breaks: ['S7', 'I4'],
    edits: [
      {
        path: 'core/src/routing/matching.ts',
        find: "if (item.scheduledFor !== null && now < item.scheduledFor) return 'not_yet_due';",
        replace: '',
      },
    ],
  },
  {
    name: 'one-open-callback',
    guard: 'a second request of a number and service finds the first',
    breaks: ['R13', 'R8'],
    tests: ['core/src/callback'],
    edits: [
      { path: request, find: 'if (open !== null) return answerDuplicate(turn, service, open, request);', replace: '' },
    ],
  },
  {
    name: 'open-limit',
    guard: 'a service takes no more open callbacks than it says',
    breaks: ['Q13'],
    tests: ['core/src/callback'],
    edits: [{ path: request, find: 'service.openMax !== null && openCount >= service.openMax', replace: 'false' }],
  },
  {
    name: 'expiry',
    guard: 'a callback nobody could make in time ends',
    breaks: ['A5', 'I1'],
    tests: ['core/src/callback'],
    edits: [{ path: request, find: "  turn.due('expiry', callback.id, callback.expiresAt);\n", replace: '' }],
  },
  {
    name: 'closing-time',
    guard: 'what stands in line when the service closes is purged or put off',
    breaks: ['A5', 'I1', 'I4'],
    tests: ['core/src/contact-center'],
    edits: [{ path: timers, find: 'if (opensAtByService.size > 0) {', replace: 'if (opensAtByService.size < 0) {' }],
  },
  {
    name: 'old-deadlines',
    guard: 'a due time that the row no longer names fires nothing',
    breaks: ['I1', 'A3'],
    tests: ['core/src/contact-center'],
    edits: [
      {
        path: timers,
        find: 'if (item === null || item.dueAt !== due.at) return;',
        replace: 'if (item === null) return;',
      },
    ],
  },
  {
    name: 'confirm-deadline',
    guard: 'who answers and presses no key is let go after a while',
    breaks: ['I1', 'D7'],
    edits: [
      {
        path: 'core/src/calls/customer-first.ts',
        find: "'confirming', turn.now + ANNOUNCEMENT_MAX_MS + service.confirmTimeoutMs",
        replace: "'confirming', null",
      },
      {
        path: 'core/src/calls/customer-first.ts',
        find: 'turn.setDue(callback, turn.now + turn.center.service(callback.serviceId).confirmTimeoutMs);',
        replace: 'turn.setDue(callback, null);',
      },
    ],
  },
  {
    name: 'hold-cap',
    guard: 'a confirmed customer waits on the line no longer than the cap',
    breaks: ['I9', 'D5'],
    edits: [
      {
        path: 'core/src/calls/customer-first.ts',
        find: "'holding', turn.now + service.holdCapMs",
        replace: "'holding', null",
      },
    ],
  },
  {
    name: 'wrap-up-timer',
    guard: 'wrap-up ends by itself after its time',
    breaks: ['W5', 'D12', 'I1'],
    edits: [
      {
        path: 'core/src/calls/connecting.ts',
        find: "turn.move(item, 'hang_up', 'wrapping_up', untilAt);",
        replace: "turn.move(item, 'hang_up', 'wrapping_up', null);",
      },
    ],
  },
  {
    name: 'promise-settled-once',
    guard: 'a promise that was kept stays kept when a later dial comes too late',
    breaks: ['Q10'],
    tests: ['core/src/callback', 'core/src/calls'],
    edits: [
      {
        path: promise,
        find: 'if (promise === null || promise.isKept !== null) return;\n  settlePromise',
        replace: 'if (promise === null) return;\n  settlePromise',
      },
    ],
  },
  {
    name: 'promise-at-risk',
    guard: 'the customer is told before a promise is broken',
    breaks: ['Q10'],
    tests: ['core/src/callback'],
    edits: [{ path: promise, find: '!promise.isRiskTold && turn.now >=', replace: 'false && turn.now >=' }],
  },
];
