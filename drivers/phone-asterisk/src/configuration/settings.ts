/** A speech codec that the engine is told to offer, under Asterisk's name for it. */
export type Codec = 'alaw' | 'g722' | 'gsm' | 'opus' | 'ulaw';

/** The folders of an engine; all of them absolute paths. */
export interface EngineFolders {
  /** Where these files are written: `asterisk.conf` and the others. */
  readonly configuration: string;
  /** The engine's own modules and its prompts, music and descriptions, as they were installed. */
  readonly modules: string;
  readonly data: string;
  /** What the engine writes: its small database, recordings, the control socket and the log. */
  readonly state: string;
  readonly spool: string;
  readonly run: string;
  readonly log: string;
}

/** The addresses and ports an engine listens on. */
export interface EngineNetwork {
  /** The address of SIP and of speech; `0.0.0.0` for all. */
  readonly sipAddress: string;
  /** UDP, and TCP where a trunk or so asks for it. */
  readonly sipPort: number;
  /** TLS, where a trunk asks for it, and the ports after it where trunks trust different authorities: one for each. */
  readonly sipTlsPort: number;
  /** The address of HTTP: ARI, and the WebSocket of softphones. */
  readonly httpAddress: string;
  readonly httpPort: number;
  /** The UDP ports of speech, two per leg. */
  readonly rtpFirstPort: number;
  readonly rtpLastPort: number;
  /** The address the outside sees, where the engine stands behind address translation. */
  readonly publicAddress: string | null;
  /** Networks that reach the engine without translation, such as `10.0.0.0/8`; of meaning with `publicAddress` only. */
  readonly localNetworks: readonly string[];
}

/** HTTPS and secure WebSockets of the engine itself; SIP over TLS shows the same certificate. */
export interface EngineTls {
  readonly port: number;
  /** PEM files. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** How Ringback signs in at the engine, and the name of its application there. */
export interface AriAccount {
  readonly user: string;
  readonly password: string;
  readonly application: string;
}

/** How SIP travels to a trunk, and whether its speech is encrypted. */
export type TrunkTransport =
  | { readonly kind: 'udp' | 'tcp' }
  | {
      readonly kind: 'tls';
      /** Whether the provider's certificate must be right for its `host` and come from an authority we trust. */
      readonly verifiesServer: boolean;
      /** PEM file of the authorities we trust; null: the public ones. */
      readonly caFile: string | null;
      /** SRTP with keys in the call's own description (SDES, RFC 4568), demanded of the provider. */
      readonly encryptsSpeech: boolean;
    };

/** A line to a phone provider. */
export interface Trunk {
  /** The name of the endpoint: calls go out as `PJSIP/<number>@<name>`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: TrunkTransport;
  /** Where the provider knows us by a password; null where it knows us by our address. */
  readonly account: { readonly username: string; readonly password: string; readonly register: boolean } | null;
  /** Addresses the provider calls from, besides `host`: addresses, networks such as `192.0.2.0/24`, or names. */
  readonly addresses: readonly string[];
  /** Caller ids the provider lets us show, in E.164. */
  readonly callerIds: readonly string[];
  readonly codecs: readonly Codec[];
  /** Calls at the same time that the provider allows; null when it sets no limit. */
  readonly maxConcurrentCount: number | null;
  /** New calls per second that the provider allows; null when it sets no limit. */
  readonly callsPerSecond: number | null;
  /** How often the provider is asked whether it is there; 0 for never. */
  readonly qualifyEveryS: number;
}

/** A phone of an agent. */
export interface AgentPhone {
  readonly agentId: string;
  /** The name of the endpoint, also the user name the phone signs in with. */
  readonly endpointName: string;
  readonly password: string;
  /** Whether it is a softphone in a browser. */
  readonly webrtc: boolean;
}

/** A customer's browser telephone, for a demo without a trunk: rung by its number, and calls ours. */
export interface CustomerPhone {
  readonly endpointName: string;
  /** E.164; the part before the @ of its address. */
  readonly number: string;
  readonly password: string;
}

/** Times of the protocol and of waiting. */
export interface EngineTimers {
  /** SIP T1 of RFC 3261, section 17.1.1.1: the estimate of a round trip, 500 in the standard. */
  readonly sipT1Ms: number;
  /** SIP timer B: how long a provider may say nothing at all, not even "trying", before the attempt has failed; 64 times T1 in the standard. */
  readonly sipTimerBMs: number;
  /** A leg without any speech packet for this long has lost its far end. */
  readonly rtpTimeoutS: number;
  /** How long an arriving caller is held with music while Ringback is away. */
  readonly holdInboundS: number;
  /** How long a customer who answered our call is held while Ringback is away. */
  readonly holdAnsweredS: number;
}

/** Everything a configuration of the engine is written from. */
export interface AsteriskSettings {
  readonly folders: EngineFolders;
  readonly network: EngineNetwork;
  readonly tls: EngineTls | null;
  readonly ari: AriAccount;
  readonly trunks: readonly Trunk[];
  readonly agents: readonly AgentPhone[];
  readonly customers?: readonly CustomerPhone[];
  readonly timers: EngineTimers;
}

/**
 * For providers within 125 ms (a later answer only costs a packet sent twice). One that says nothing for 8 s, after seven packets,
 * counts as dead: by the standard's 500 ms it would be 32 s, which is longer than customers' telephones ring, so that nothing would
 * be left for the next provider, and the customer would be taken for somebody who cannot be reached. Asterisk takes no timer B
 * below 64 times T1.
 */
export const usualTimers: EngineTimers = {
  sipT1Ms: 125,
  sipTimerBMs: 8_000,
  rtpTimeoutS: 60,
  holdInboundS: 300,
  holdAnsweredS: 10,
};

/** For tests on one machine: a dead provider shows after 6.4 s instead of 32 s, and packets need no second try. */
export const testTimers: EngineTimers = { ...usualTimers, sipT1Ms: 100, sipTimerBMs: 6400 };
