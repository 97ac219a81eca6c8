import type { PhoneState } from '@ringback/contract';
import type { AsteriskHealth, AsteriskPhone } from '@ringback/driver-phone-asterisk';
import { toIso } from '../mapping/instants.ts';
import type { PhoneWatch } from '../softphone/phone-watch.ts';

type TrunkState = PhoneState['trunks'][number];

/** Watches an Asterisk: the connection, and what the driver and the engine know of the trunks. */
export function createAsteriskWatch(phone: Pick<AsteriskPhone, 'health' | 'offlineTrunks'>): PhoneWatch {
  const standing = (): Omit<PhoneState, 'trunks'> => standingOf(phone.health());
  return {
    standing,
    async state() {
      const offline = await phone.offlineTrunks();
      const trunks = phone.health().trunks.map((trunk) => ({
        name: trunk.name,
        state: trunkStateOf(trunk, offline.has(trunk.name)),
        callCount: trunk.callCount,
        callCountMax: trunk.callCountMax,
      }));
      return { ...standing(), trunks };
    },
  };
}

function standingOf({ state, since, reason, connectCount, legCount }: AsteriskHealth): Omit<PhoneState, 'trunks'> {
  const seen = stateOf(state);
  const shared = { kind: 'asterisk', state: seen, since: toIso(since), connectCount, legCount } as const;
  return { ...shared, message: messageOf(seen, toIso(since)), reason: seen === 'not_connected' ? reason : null };
}

function stateOf(state: AsteriskHealth['state']): PhoneState['state'] {
  switch (state) {
    case 'ready':
      return 'connected';
    case 'connecting':
    case 'preparing':
      return 'not_connected';
    case 'replaced':
      return 'taken_over';
    case 'stopped':
      return 'standby';
  }
}

function messageOf(state: PhoneState['state'], since: string): string | null {
  switch (state) {
    case 'not_connected':
      return `Telephone not connected since ${since}: nobody can be rung. \`ringback phone check\` tells why.`;
    case 'taken_over':
      return `Telephone taken over since ${since}: another program uses the same name at Asterisk. Give one of them another RINGBACK_ASTERISK_APP.`;
    case 'connected':
    case 'standby':
      return null;
  }
}

function trunkStateOf(
  { callCount, callCountMax, isResting }: AsteriskHealth['trunks'][number],
  isOffline: boolean,
): TrunkState['state'] {
  if (isOffline) return 'offline';
  if (callCountMax !== null && callCount >= callCountMax) return 'full';
  return isResting ? 'resting' : 'ready';
}
