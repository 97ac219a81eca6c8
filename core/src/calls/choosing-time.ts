import { reschedule } from '../callback/actions.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import type { WorkItem } from '../queue/line.ts';
import type { Instant } from '../time.ts';
import { ask, serviceOfMenu } from './asking.ts';
import { itemPrompt } from './item-prompt.ts';
import { closeLiveCall } from './in-queue.ts';
import type { Leg } from './leg.ts';
import { sayGoodbye } from './legs.ts';
import type { Menu } from './menu.ts';
import { menuUnanswered, wrongKey } from './menu-keys.ts';
import { takeCallback } from './taking-callback.ts';
import { freeTimes, zoneOf } from './spoken-times.ts';

/** Speaks the next free times of the service from a time on; false when there is none. */
export function offerTimes(turn: Turn, leg: Leg, item: WorkItem, menu: Partial<Menu>, from: Instant): boolean {
  const full = { ...leg.menu, ...menu };
  const callback = full.callbackId == null ? undefined : turn.center.callbacks.get(full.callbackId);
  const serviceId = callback?.serviceId ?? item.serviceId;
  const { startsAts } = freeTimes(turn, serviceId, from);
  if (startsAts.length === 0) return false;
  ask(turn, leg, item, { wasTaken: false, ...menu, step: 'time_choices', startsAts: [...startsAts] });
  return true;
}

/** Keys 1 to 3 take a time, `#` hears the next ones; after the last it begins again. */
export function timePressed(turn: Turn, leg: Leg, item: WorkItem, menu: Menu, digit: string): void {
  if (digit === '#') {
    const isMore = offerTimes(turn, leg, item, {}, (menu.startsAts.at(-1) ?? turn.now) + 1);
    if (!isMore && !offerTimes(turn, leg, item, {}, turn.now)) menuUnanswered(turn, leg, item, menu);
    return;
  }
  const startsAt = '123'.includes(digit) ? menu.startsAts[Number(digit) - 1] : undefined;
  if (startsAt === undefined) wrongKey(turn, leg, item, menu);
  else choose(turn, leg, item, menu, startsAt);
}

function choose(turn: Turn, leg: Leg, item: WorkItem, menu: Menu, startsAt: Instant): void {
  const reply = book(turn, leg, item, menu, startsAt);
  if (reply.ok) return;
  const isOtherTimeWanted = ['slot_full', 'slot_not_open', 'time_in_past'].includes(reply.rejection.code);
  if (isOtherTimeWanted && offerTimes(turn, leg, item, { wasTaken: true }, turn.now)) return;
  menuUnanswered(turn, leg, item, menu);
}

function book(turn: Turn, leg: Leg, item: WorkItem, menu: Menu, startsAt: Instant): Reply {
  if (menu.callbackId === null && item.kind === 'live_call')
    return takeCallback(turn, item, menu.phoneNumber ?? item.fromNumber, startsAt);
  const callbackId = menu.callbackId ?? item.id;
  const prompt = itemPrompt(turn, item, 'scheduled_confirmed', {
    startsAt,
    timeZone: zoneOf(turn, serviceOfMenu(turn, item, menu)),
  });
  const reply = reschedule(turn, { kind: 'reschedule_callback', callbackId, scheduledFor: startsAt, slotHoldId: null });
  if (!reply.ok) return reply;
  if (item.kind === 'live_call') {
    item.callbackId = callbackId;
    closeLiveCall(turn, item, 'took_callback');
  }
  sayGoodbye(turn, leg.id, prompt);
  return reply;
}
