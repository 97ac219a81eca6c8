import { calendarOf } from '../callback/callable.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { Prompt } from '../effects.ts';
import type { WorkItem } from '../queue/line.ts';
import { itemPrompt } from './item-prompt.ts';
import type { Leg } from './leg.ts';
import { DIGIT_WAIT_MS, emptyMenu, KEY_WAIT_MS, QUESTION_MAX_MS, TYPED_MAX, type Menu, type MenuStep } from './menu.ts';
import { freeTimes, hasTimes, zoneOf } from './spoken-times.ts';

/** Asks a customer something by keys, or the same again. What is not said stays as it was in their menu. */
export function ask(turn: Turn, leg: Leg, item: WorkItem, change: Partial<Menu> & { readonly step: MenuStep }): void {
  const menu: Menu = {
    ...emptyMenu,
    ...leg.menu,
    typed: '',
    repeatCount: 0,
    ...change,
    playId: turn.nextId('play'),
  };
  leg.menu = menu;
  leg.deadlineAt = turn.now + QUESTION_MAX_MS;
  turn.saveLeg(leg);
  turn.phone({ kind: 'play', legId: leg.id, playId: menu.playId, prompt: questionOf(turn, item, menu) });
}

/** The question was spoken to its end: from now on the time for a key runs. */
export function questionOver(turn: Turn, leg: Leg, menu: Menu): void {
  waitForKey(turn, leg, menu.typed === '' ? KEY_WAIT_MS : DIGIT_WAIT_MS);
}

/** Keeps a digit of an entry that `#` will end; `*` begins it anew. */
export function typeDigit(turn: Turn, leg: Leg, menu: Menu, digit: string): void {
  if (digit === '*') menu.typed = '';
  else if (menu.typed.length < TYPED_MAX) menu.typed += digit;
  waitForKey(turn, leg, DIGIT_WAIT_MS);
}

function waitForKey(turn: Turn, leg: Leg, waitMs: number): void {
  leg.deadlineAt = turn.now + waitMs;
  turn.saveLeg(leg);
}

/** Nothing is asked any more. */
export function closeMenu(turn: Turn, leg: Leg): void {
  leg.menu = null;
  leg.deadlineAt = null;
  turn.saveLeg(leg);
}

function questionOf(turn: Turn, item: WorkItem, menu: Menu): Prompt {
  const flag = (isSo: boolean): number => (isSo ? 1 : 0);
  switch (menu.step) {
    case 'number_confirmation':
      return itemPrompt(turn, item, 'number_confirmation', {
        phoneNumber: menu.phoneNumber,
        hasTimes: flag(hasTimes(turn, item.serviceId)),
      });
    case 'number_entry':
      return itemPrompt(turn, item, menu.wrongCount > 0 ? 'number_invalid' : 'number_entry');
    case 'call_in_code':
      return itemPrompt(turn, item, menu.wrongCount > 0 ? 'call_in_wrong_code' : 'call_in_code');
    case 'time_choices':
      return itemPrompt(turn, item, 'time_choices', timesIn(turn, item, menu));
    case 'recognised_caller':
      return itemPrompt(turn, item, 'recognised_caller', recognitionIn(turn, item, menu));
    case 'recognised_closed':
      return itemPrompt(turn, item, 'recognised_closed', {
        ...recognitionIn(turn, item, menu),
        opensAt: calendarOf(turn.center, serviceOfMenu(turn, item, menu)).nextOpening(turn.now),
      });
    case 'call_in_expired':
    case 'call_in_unknown':
      return itemPrompt(turn, item, menu.step);
  }
}

function timesIn(turn: Turn, item: WorkItem, menu: Menu): Prompt['values'] {
  const [slot1StartsAt = null, slot2StartsAt = null, slot3StartsAt = null] = menu.startsAts;
  const serviceId = serviceOfMenu(turn, item, menu);
  return {
    slot1StartsAt,
    slot2StartsAt,
    slot3StartsAt,
    timeZone: zoneOf(turn, serviceId),
    hasMore: freeTimes(turn, serviceId, (menu.startsAts.at(-1) ?? turn.now) + 1).startsAts.length > 0 ? 1 : 0,
    wasTaken: menu.wasTaken ? 1 : 0,
  };
}

function recognitionIn(turn: Turn, item: WorkItem, menu: Menu): Prompt['values'] {
  const serviceId = serviceOfMenu(turn, item, menu);
  const callback = menu.callbackId === null ? undefined : turn.center.callbacks.get(menu.callbackId);
  return {
    serviceName: turn.center.service(serviceId).name,
    scheduledFor: callback?.scheduledFor ?? null,
    timeZone: zoneOf(turn, serviceId),
    hasTimes: hasTimes(turn, serviceId) ? 1 : 0,
    isOtherService: serviceId === item.serviceId ? 0 : 1,
  };
}

/** The service a menu is about: that of the callback in hand, else the caller's. */
export function serviceOfMenu(turn: Turn, item: WorkItem, menu: Menu): string {
  const callback = menu.callbackId === null ? undefined : turn.center.callbacks.get(menu.callbackId);
  return callback?.serviceId ?? item.serviceId;
}
