import { resolve } from 'node:path';
import { z } from 'zod';
import type { IceServerSetting } from './ice-servers.ts';
import type { PhoneSetting } from './phones.ts';
import { readTrunkFile, type TrunkSetting } from './trunks.ts';

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const wholeText = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const positiveText = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number above 0')
  .transform(Number)
  .pipe(z.number().positive());
const keyText = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}[A-Za-z0-9_-]{16,200}$`), `must be ${prefix} and 16 or more letters, digits, _ or -`);
const portRange = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, 'must be a range of UDP ports, like 20000-21999')
  .transform((text) => text.split('-').map(Number))
  .refine(
    ([first = 0, last = 0]) => first >= 1_024 && last <= 65_535 && last - first >= 3,
    'must be a range of four ports or more, from 1024 to 65535: a call needs two for each telephone',
  )
  .transform(([firstPort = 0, lastPort = 0]) => ({ firstPort, lastPort }));
const addressText = z.string().regex(/^.+:\d{1,5}$/, 'must be an address with a port, like 127.0.0.1:5070');
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address');

const environmentSchema = z.object({
  RINGBACK_PORT: wholeText.pipe(z.int().max(65_535)).default(8080),
  RINGBACK_HOST: z.string().min(1).default('127.0.0.1'),
  RINGBACK_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  RINGBACK_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  RINGBACK_PHONE: z.enum(['simulated', 'asterisk'], 'must be simulated or asterisk').default('simulated'),
  RINGBACK_ASTERISK_URL: z.url({ protocol: /^https?$/ }).optional(),
  RINGBACK_ASTERISK_USER: z.string().min(1).default('ringback'),
  RINGBACK_ASTERISK_PASSWORD: z.string().min(1).optional(),
  RINGBACK_ASTERISK_APP: z
    .string()
    .regex(/^[\w-]{1,60}$/, 'must be letters, digits, _ and -')
    .default('ringback'),
  RINGBACK_TRUNKS: z.string().min(1).optional(),
  RINGBACK_RTP_PORTS: portRange.optional(),
  RINGBACK_PHONE_SPEED: positiveText.default(1),
  RINGBACK_SIMULATED_NETWORK: addressText.optional(),
  RINGBACK_CLOCK_SPEED: positiveText.default(1),
  RINGBACK_ADMIN_KEY: keyText('rb_sk_').optional(),
  RINGBACK_PUBLISHABLE_KEY: keyText('rb_pk_').optional(),
  RINGBACK_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  RINGBACK_CONFIG: z.string().min(1).optional(),
  RINGBACK_DEMO: flag.default(true),
  RINGBACK_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  RINGBACK_RATE_LIMIT: wholeText.optional(),
  RINGBACK_LEASE_MS: wholeText.pipe(z.int().min(500).max(60_000)).default(3_000),
  RINGBACK_CRASH_POINT: z
    .string()
    .regex(/^[a-z-]+(:[1-9]\d{0,6})?$/, 'must be the name of a point, or name:17 for the seventeenth time')
    .optional(),
});

/** How the REST interface of an Asterisk is reached. */
export interface AsteriskAccount {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
}

/** UDP ports from the first to the last. */
export interface PortRange {
  readonly firstPort: number;
  readonly lastPort: number;
}

/** The Asterisk to use. */
export interface AsteriskSetting {
  /** Null: one of our own is started. */
  readonly account: AsteriskAccount | null;
  /** Empty: none is named. */
  readonly trunks: readonly TrunkSetting[];
  /** Agents' telephones on their desks. */
  readonly phones: readonly PhoneSetting[];
  /** STUN and TURN servers for agents' browsers. */
  readonly iceServers: readonly IceServerSetting[];
  /** For speech, of an Asterisk of our own. Null: a range that is free is found. */
  readonly speechPorts: PortRange | null;
}

/** Everything that is set from outside, with its defaults. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Where customers reach this server, without a slash at the end. Null: made from host and port. */
  readonly publicUrl: string | null;
  /** Absolute path of the folder with the embedded database and the server's secret. */
  readonly dataFolder: string;
  /** Null: the embedded database. */
  readonly databaseUrl: string | null;
  /** A real phone system. Null: the simulated phone. */
  readonly asterisk: AsteriskSetting | null;
  readonly phoneSpeed: number;
  readonly clockSpeed: number;
  /** `host:port` of a simulated telephone network that is a process of its own. Null: it is inside this one. */
  readonly simulatedNetwork: string | null;
  /** How long the writer's lease lasts, milliseconds. */
  readonly leaseMs: number;
  /** Where this process kills itself, for crash tests: `before-reply:17`. Null: nowhere. */
  readonly crashPoint: string | null;
  readonly adminKey: string | null;
  readonly publishableKey: string | null;
  /** Null: kept in the data folder. */
  readonly secret: string | null;
  /** A configuration file applied at the start. */
  readonly configurationPath: string | null;
  readonly isDemo: boolean;
  readonly logLevel: string;
  /** Most requests per minute of one address with a publishable key. */
  readonly rateLimitPerMinute: number;
}

/** A variable of the environment that cannot be used; the message names it and says what it must be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** How many requests per minute one address gets, where nobody said. The demo is meant to be played with, also by programs. */
const RATE_LIMIT_PER_MINUTE = 600;
const DEMO_RATE_LIMIT_PER_MINUTE = 120_000;

/** Variables that say something about a real phone system only. */
export const asteriskVariables = [
  'RINGBACK_TRUNKS',
  'RINGBACK_ASTERISK_URL',
  'RINGBACK_ASTERISK_PASSWORD',
  'RINGBACK_RTP_PORTS',
] as const;

/** Throws SettingsError where something is set that would do nothing: who sets up trunks means to ring real telephones. */
function refuseAsteriskSettings(data: z.output<typeof environmentSchema>): null {
  const idle = asteriskVariables.filter((name) => data[name] !== undefined);
  if (idle.length > 0)
    throw new SettingsError(
      `${idle.join(', ')} would do nothing: the phone is simulated. Set RINGBACK_PHONE=asterisk too, or leave it out`,
    );
  return null;
}

/** Throws SettingsError where one variable needs another. */
function asteriskSetting(data: z.output<typeof environmentSchema>): AsteriskSetting {
  if (data.RINGBACK_CLOCK_SPEED !== 1)
    throw new SettingsError('RINGBACK_CLOCK_SPEED must be 1 with a real phone system: its calls run in real time');
  const path = data.RINGBACK_TRUNKS;
  const file = path === undefined ? { trunks: [], phones: [], iceServers: [] } : readTrunkFile(resolve(path));
  const { RINGBACK_ASTERISK_URL: url, RINGBACK_ASTERISK_PASSWORD: password } = data;
  const speechPorts = data.RINGBACK_RTP_PORTS ?? null;
  if (url === undefined) return { account: null, ...file, speechPorts };
  if (speechPorts !== null)
    throw new SettingsError(
      'RINGBACK_RTP_PORTS is for an Asterisk of Ringback’s own: set the range of the other one in its rtp.conf',
    );
  if (password === undefined)
    throw new SettingsError('RINGBACK_ASTERISK_PASSWORD is needed with RINGBACK_ASTERISK_URL');
  if (file.trunks.length === 0)
    throw new SettingsError('RINGBACK_TRUNKS with at least one trunk is needed with RINGBACK_ASTERISK_URL');
  const { RINGBACK_ASTERISK_USER: user, RINGBACK_ASTERISK_APP: application } = data;
  return { account: { url, user, password, application }, ...file, speechPorts };
}

/** Reads the environment. Throws SettingsError that names every variable that is wrong. An empty variable counts as not set. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = environmentSchema.safeParse(given);
  if (!read.success) {
    throw new SettingsError(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
  }
  const { data } = read;
  return {
    port: data.RINGBACK_PORT,
    host: data.RINGBACK_HOST,
    publicUrl: data.RINGBACK_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataFolder: resolve(data.RINGBACK_DATA),
    databaseUrl: data.DATABASE_URL ?? null,
    asterisk: data.RINGBACK_PHONE === 'asterisk' ? asteriskSetting(data) : refuseAsteriskSettings(data),
    phoneSpeed: data.RINGBACK_PHONE_SPEED,
    clockSpeed: data.RINGBACK_CLOCK_SPEED,
    simulatedNetwork: data.RINGBACK_SIMULATED_NETWORK ?? null,
    leaseMs: data.RINGBACK_LEASE_MS,
    crashPoint: data.RINGBACK_CRASH_POINT ?? null,
    adminKey: data.RINGBACK_ADMIN_KEY ?? null,
    publishableKey: data.RINGBACK_PUBLISHABLE_KEY ?? null,
    secret: data.RINGBACK_SECRET ?? null,
    configurationPath: data.RINGBACK_CONFIG === undefined ? null : resolve(data.RINGBACK_CONFIG),
    isDemo: data.RINGBACK_DEMO,
    logLevel: data.RINGBACK_LOG_LEVEL,
    rateLimitPerMinute:
      data.RINGBACK_RATE_LIMIT ?? (data.RINGBACK_DEMO ? DEMO_RATE_LIMIT_PER_MINUTE : RATE_LIMIT_PER_MINUTE),
  };
}
