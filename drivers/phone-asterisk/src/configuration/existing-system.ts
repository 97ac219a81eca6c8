import { dialplanContexts } from './dialplan.ts';
import { ariUserSection } from './asterisk-configuration.ts';
import type { AriAccount, EngineTimers } from './settings.ts';

/** The context of an existing system's dialplan that hands an arriving call to Ringback. */
export const inboundOnExisting = 'ringback-inbound';

/**
 * What an Asterisk that already has a configuration needs besides it: files to be included by its own `ari.conf` and
 * `extensions.conf`. Throws InvalidSetting as the whole configuration does.
 */
export function existingSystemFiles(ari: AriAccount, timers: EngineTimers): ReadonlyMap<string, string> {
  return new Map([
    ['ari_ringback.conf', ariUserSection(ari)],
    ['extensions_ringback.conf', dialplanContexts(ari, timers, inboundOnExisting)],
  ]);
}
