import type { CommandBody, PhoneEffect } from '@ringback/core';
import type { CoreDrive } from './core-drive.ts';

/**
 * Plays whole calls until `commandCountMax` commands were decided: the customer's phone rings, is answered, 1 is pressed, the
 * agent's phone is answered, they talk, the customer hangs up, the agent wraps up and becomes ready for the next.
 */
export function playConversations(drive: CoreDrive, commandCountMax: number): number {
  const before = drive.commandCount;
  while (drive.commandCount - before < commandCountMax) {
    const asked = drive.takeAsked();
    if (asked.length === 0) break;
    for (const effect of asked) for (const body of answersTo(drive, effect)) drive.do(body);
  }
  return drive.commandCount - before;
}

/** What people and the phone system do when they are asked for something. */
function answersTo(drive: CoreDrive, effect: PhoneEffect): readonly CommandBody[] {
  switch (effect.kind) {
    case 'dial':
      return effect.target.kind === 'agent'
        ? [{ kind: 'phone', event: { kind: 'answered', legId: effect.legId } }]
        : [
            { kind: 'phone', event: { kind: 'ringing', legId: effect.legId } },
            { kind: 'phone', event: { kind: 'answered', legId: effect.legId } },
            { kind: 'phone', event: { kind: 'digit', legId: effect.legId, digit: '1' } },
          ];
    case 'bridge':
      return talkOver(drive, effect.legIds[0] ?? '');
    case 'hang_up':
      return [ended(effect.legId, 'us')];
    default:
      return [];
  }
}

function talkOver(drive: CoreDrive, customerLegId: string): readonly CommandBody[] {
  const itemId = drive.center.legs.get(customerLegId)?.itemId;
  if (itemId === undefined) return [];
  return [ended(customerLegId, 'far_end'), { kind: 'wrap_up', itemId, disposition: 'resolved', note: null }];
}

function ended(legId: string, endedBy: 'us' | 'far_end'): CommandBody {
  return { kind: 'phone', event: { kind: 'ended', legId, end: { sipStatus: null, q850Cause: 16, endedBy } } };
}
