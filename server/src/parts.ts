import type { Engine, ReadModel } from '@ringback/engine';
import type { Keys } from './access/keys.ts';
import type { SelfServiceLinks } from './access/self-service-links.ts';
import type { Sessions } from './access/sessions.ts';
import type { ConfigurationView } from './configuration/configuration-view.ts';
import type { DayTally } from './live/day-tally.ts';
import type { EventHub } from './live/event-hub.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { PhoneWatch } from './softphone/phone-watch.ts';
import type { RecordingShelf } from './recordings/recording-shelf.ts';
import type { ServerSecret } from './settings/server-secret.ts';
import type { Simulation } from './simulated/simulation.ts';
import type { Softphones } from './softphone/softphones.ts';

/** Writes what happens in the server. Static messages; personal data only under `pii.*` keys. */
export interface ServerLog {
  info(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  warn(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  error(message: string, attributes?: Readonly<Record<string, unknown>>): void;
}

/** Everything the routes work with. Made by the composition. */
export interface Parts {
  readonly tenantId: string;
  readonly engine: Engine;
  readonly readModel: ReadModel;
  readonly keys: Keys;
  readonly links: SelfServiceLinks;
  readonly sessions: Sessions;
  readonly secret: ServerSecret;
  readonly configuration: ConfigurationView;
  readonly hub: EventHub;
  readonly tally: DayTally;
  readonly metrics: Metrics;
  readonly recordings: RecordingShelf;
  readonly phoneWatch: PhoneWatch;
  /** Null without the simulated phone. */
  readonly simulation: Simulation | null;
  /** Null where the phone system has no WebSocket for pages. */
  readonly softphones: Softphones | null;
  /** Null outside the demo. */
  readonly demoPublishableKey: string | null;
  readonly isDemo: boolean;
  readonly rateLimitPerMinute: number;
  readonly log: ServerLog;
  /** The centre's time, epoch milliseconds. */
  now(): number;
  /** The machine's time, epoch milliseconds: for sessions, keys and rate limits. */
  realNow(): number;
}
