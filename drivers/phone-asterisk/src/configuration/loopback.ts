import type { Codec, EngineNetwork, Trunk } from './settings.ts';

/** Ports in a row that an engine on the loopback address needs before those of speech: SIP, HTTP, SIP over TLS, and one to spare. */
const PORTS_BEFORE_SPEECH = 4;

/** How many ports in a row `loopbackNetwork` takes. `speechPortCount` is two for each leg. */
export function loopbackPortCount(speechPortCount: number): number {
  return PORTS_BEFORE_SPEECH + speechPortCount;
}

/** An engine that nobody outside this machine reaches, on ports in a row from `firstPort`: for tests and benchmarks. */
export function loopbackNetwork(firstPort: number, speechPortCount: number): EngineNetwork {
  const rtpFirstPort = firstPort + PORTS_BEFORE_SPEECH;
  return {
    sipAddress: '127.0.0.1',
    sipPort: firstPort,
    sipTlsPort: firstPort + 2,
    httpAddress: '127.0.0.1',
    httpPort: firstPort + 1,
    rtpFirstPort,
    rtpLastPort: rtpFirstPort + speechPortCount - 1,
    publicAddress: null,
    localNetworks: [],
  };
}

/** A trunk to something on this machine that takes every call: no account, no limits, not asked whether it is there. */
export function loopbackTrunk(way: {
  readonly name: string;
  readonly port: number;
  /** E.164. */
  readonly callerId: string;
  readonly codecs: readonly Codec[];
}): Trunk {
  const { name, port, callerId, codecs } = way;
  return {
    name,
    host: '127.0.0.1',
    port,
    transport: { kind: 'udp' },
    account: null,
    addresses: [],
    callerIds: [callerId],
    codecs,
    maxConcurrentCount: null,
    callsPerSecond: null,
    qualifyEveryS: 0,
  };
}
