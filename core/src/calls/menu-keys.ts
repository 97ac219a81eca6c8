import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { ask, closeMenu, questionOver } from './asking.ts';
import { callInUnanswered, codeComplete, codeTyped, refusalPressed } from './call-in-menu.ts';
import { timePressed } from './choosing-time.ts';
import { itemPrompt } from './item-prompt.ts';
import type { Leg } from './leg.ts';
import { endLeg, sayGoodbye } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import { REPEATS_MAX, type Menu } from './menu.ts';
import { keepTheirPlace, recognisedClosedPressed, recognitionPressed } from './recognised.ts';
import { confirmationPressed, numberComplete, numberTyped } from './taking-callback.ts';

/** A key, or the end of a sentence, on a leg that is being asked something. */
export function menuHeard(
  turn: Turn,
  leg: Leg,
  menu: Menu,
  event:
    | { readonly kind: 'digit'; readonly digit: string }
    | { readonly kind: 'play_finished'; readonly playId: string },
): void {
  const item = turn.center.item(leg.itemId);
  if (item === null) endLeg(turn, leg.id);
  else if (event.kind === 'digit') menuPressed(turn, leg, item, menu, event.digit);
  else if (event.playId === menu.playId) questionOver(turn, leg, menu);
}

function menuPressed(turn: Turn, leg: Leg, item: WorkItem, menu: Menu, digit: string): void {
  if (menu.step === 'time_choices') timePressed(turn, leg, item, menu, digit);
  else if (item.kind === 'live_call') callerAnswered(turn, leg, item, menu, digit);
}

function callerAnswered(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  switch (menu.step) {
    case 'number_confirmation':
      return confirmationPressed(turn, leg, call, menu, digit);
    case 'number_entry':
      return numberTyped(turn, leg, call, menu, digit);
    case 'recognised_caller':
      return recognitionPressed(turn, leg, call, menu, digit);
    case 'recognised_closed':
      return recognisedClosedPressed(turn, leg, call, menu, digit);
    case 'call_in_code':
      return codeTyped(turn, leg, call, menu, digit);
    case 'call_in_expired':
    case 'call_in_unknown':
      return refusalPressed(turn, leg, call, menu, digit);
    case 'time_choices':
      return timePressed(turn, leg, call, menu, digit);
  }
}

/** The time for a key is over: what was typed counts, or the question is asked once more, or it stays unanswered. */
export function menuSilent(turn: Turn, leg: Leg, menu: Menu): void {
  const item = turn.center.item(leg.itemId);
  if (item === null) return endLeg(turn, leg.id);
  if (item.kind === 'live_call' && menu.typed !== '') {
    if (menu.step === 'number_entry') return numberComplete(turn, leg, item, menu);
    if (menu.step === 'call_in_code') return codeComplete(turn, leg, item, menu);
  }
  wrongKey(turn, leg, item, menu);
}

/** Nothing that fits was pressed: asked once more, then left. */
export function wrongKey(turn: Turn, leg: Leg, item: WorkItem, menu: Menu): void {
  if (menu.repeatCount < REPEATS_MAX) ask(turn, leg, item, { ...menu, repeatCount: menu.repeatCount + 1 });
  else menuUnanswered(turn, leg, item, menu);
}

/** The question stays unanswered: a caller is in the line as before, who is being called back is called later. */
export function menuUnanswered(turn: Turn, leg: Leg, item: WorkItem, menu: Menu): void {
  if (item.kind === 'callback') {
    const delayMs = item.dueAt === null ? null : Math.max(0, item.dueAt - turn.now);
    return sayGoodbye(turn, leg.id, itemPrompt(turn, item, 'snooze_goodbye', { delayMs }));
  }
  if (item.state === 'identifying') return callInUnanswered(turn, leg, item);
  if (menu.callbackId !== null) return keepTheirPlace(turn, leg, item, menu);
  stayInLine(turn, leg, item);
}

/** The caller goes on waiting at their place. */
export function stayInLine(turn: Turn, leg: Leg, call: LiveCall): void {
  closeMenu(turn, leg);
  speakAndWait(turn, leg, itemPrompt(turn, call, 'still_in_line'));
}

/** A sentence, and then music. */
export function speakAndWait(turn: Turn, leg: Leg, prompt: ReturnType<typeof itemPrompt>): void {
  turn.phone({ kind: 'play', legId: leg.id, playId: turn.nextId('play'), prompt });
  turn.phone({ kind: 'hold_music', legId: leg.id, isOn: true });
}
