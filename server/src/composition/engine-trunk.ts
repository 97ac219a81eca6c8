import type { TrunkSetting } from '../settings/trunks.ts';
import type { TrunkSettings } from './phone-engine-files.ts';

function transportOf({ transport: kind, ...trunk }: TrunkSetting): TrunkSettings['transport'] {
  if (kind !== 'tls') return { kind };
  const { verifyServer: verifiesServer, caFile, mediaEncryption } = trunk;
  return { kind, verifiesServer, caFile, encryptsSpeech: mediaEncryption === 'sdes' };
}

/** A trunk of an operator's file as the engine's configuration takes it. An account is whole: the file's schema sees to that. */
export function engineTrunk(trunk: TrunkSetting): TrunkSettings {
  const { name, host, port, addresses, callerIds, codecs, username, password, register } = trunk;
  return {
    name,
    host,
    port,
    transport: transportOf(trunk),
    addresses,
    callerIds,
    codecs,
    account: username === undefined || password === undefined ? null : { username, password, register },
    maxConcurrentCount: trunk.maxConcurrent,
    callsPerSecond: trunk.callsPerSecond,
    qualifyEveryS: trunk.qualifyEverySeconds,
  };
}
