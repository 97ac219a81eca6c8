import type { EngineNetwork } from './settings.ts';

/** Ports in a row that an engine on the loopback address needs before those of speech: SIP, HTTP, and two to spare. */
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
    httpAddress: '127.0.0.1',
    httpPort: firstPort + 1,
    rtpFirstPort,
    rtpLastPort: rtpFirstPort + speechPortCount - 1,
    publicAddress: null,
    localNetworks: [],
  };
}
