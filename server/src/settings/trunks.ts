import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { zonesOfCountry } from '@ringback/core';
import { problemsOf } from './file-problems.ts';
import { iceServerSetting, type IceServerSetting } from './ice-servers.ts';
import { phoneOf, phoneSetting, type PhoneSetting } from './phones.ts';

const codec = z.enum(['ulaw', 'alaw', 'g722', 'gsm', 'opus']);
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number with + and its country code');
const limit = z.int().min(1).nullable().default(null);

const isCountry = (code: string): boolean => zonesOfCountry(code).length > 0;

/** How the provider writes the numbers of calls that come in. */
const callsIn = z
  .strictObject({
    numbers: z.enum(['digits', 'national'], 'must be digits (with country code) or national').default('digits'),
    country: z.string().refine(isCountry, 'must be a country, ISO 3166-1 alpha-2, like DE').nullable().default(null),
    calledPrefix: z
      .string()
      .regex(/^\+[1-9]\d{0,13}$/, 'must begin with + and the country code, like +49301234')
      .nullable()
      .default(null),
  })
  .superRefine(({ numbers, country }, context) => {
    const say = (message: string): void => context.addIssue({ code: 'custom', path: ['country'], message });
    if (numbers === 'national' && country === null) say('is needed where numbers are national, like DE');
    if (numbers === 'digits' && country !== null) say('has a meaning with numbers: national only');
  });

const trunkFields = z.strictObject({
  /** Name of the endpoint in the phone engine. */
  name: z.string().regex(/^[\w.-]{1,60}$/, 'may hold letters, digits, "_", "." and "-"'),
  host: z
    .string()
    .max(255)
    .regex(/^[\w.:[\]-]+$/, 'must be a host name or an address; the port stands in the field port'),
  port: z.int().min(1).max(65_535).optional(),
  /** How SIP travels to the provider. */
  transport: z.enum(['udp', 'tcp', 'tls'], 'must be udp, tcp or tls').default('udp'),
  /** Whether speech is encrypted: SRTP, whose keys travel inside SIP. */
  mediaEncryption: z.enum(['none', 'sdes'], 'must be none or sdes').default('none'),
  /** Whether the provider's certificate must be right. */
  verifyServer: z.boolean().default(true),
  /** PEM file of the authorities that the provider's certificate may come from; the public ones when it is left out. */
  caFile: z.string().startsWith('/', 'must be an absolute path').nullable().default(null),
  username: z.string().min(1, 'is empty').optional(),
  password: z.string().min(1, 'is empty').optional(),
  /** Whether the provider must be told where we are. */
  register: z.boolean().default(false),
  addresses: z.array(z.string().min(1)).default([]),
  callerIds: z.array(e164).default([]),
  codecs: z.array(codec).min(1).default(['ulaw', 'alaw']),
  callsPerSecond: z.number().positive().nullable().default(null),
  maxConcurrent: limit,
  order: z.int().min(1).default(1),
  weight: z.number().positive().default(1),
  numberFormat: z.enum(['e164', 'digits', 'digits_00']).default('e164'),
  qualifyEverySeconds: z.int().min(0).default(30),
  callsIn: callsIn.prefault({}),
});

const knownByAddress = 'or leave both out where the provider knows you by your address';

const USUAL_PORT = { udp: 5060, tcp: 5060, tls: 5061 } as const;

/** An account is whole or not there, and what needs TLS has it. */
const checkedTrunk = trunkFields.superRefine((fields, context) => {
  const { username, password, register } = fields;
  const say = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
  for (const [field, message] of problemsOfTransport(fields)) say(field, message);
  if (username !== undefined && password === undefined)
    say('password', `is missing: the trunk has a username; give both, ${knownByAddress}`);
  if (password !== undefined && username === undefined)
    say('username', `is missing: the trunk has a password; give both, ${knownByAddress}`);
  if (register && username === undefined && password === undefined)
    say('register', 'needs a username and a password: nobody registers without');
});

const trunk = checkedTrunk.transform((fields) => ({ ...fields, port: fields.port ?? USUAL_PORT[fields.transport] }));

function problemsOfTransport(fields: z.output<typeof trunkFields>): readonly [field: string, message: string][] {
  const { transport, mediaEncryption, verifyServer, caFile } = fields;
  if (transport === 'tls') {
    if (caFile !== null && !verifyServer) return [['caFile', 'has a meaning with verifyServer: true only']];
    const problem = caFile === null ? null : problemOfAuthorities(caFile);
    return problem === null ? [] : [['caFile', problem]];
  }
  const problems: [string, string][] = [];
  if (mediaEncryption !== 'none')
    problems.push(['mediaEncryption', `needs transport: tls, because over ${transport} everybody could read its keys`]);
  if (!verifyServer) problems.push(['verifyServer', 'has a meaning with transport: tls only']);
  if (caFile !== null) problems.push(['caFile', 'has a meaning with transport: tls only']);
  return problems;
}

function problemOfAuthorities(path: string): string | null {
  try {
    const hasOne = readFileSync(path, 'latin1').includes('-----BEGIN CERTIFICATE-----');
    return hasOne ? null : `names ${path}, in which there is no certificate in PEM form`;
  } catch {
    return `names ${path}, which cannot be read`;
  }
}

/** What the engine's own configuration calls its parts. */
const takenNames: ReadonlySet<string> = new Set('global system agent agent-auth agent-aor demo-customer'.split(' '));
const isTaken = (name: string): boolean =>
  takenNames.has(name) || /^transport-(?:udp|tcp|wss?|tls(?:-\d+)?)$/.test(name);

const trunkFile = z
  .strictObject({
    trunks: z
      .array(trunk)
      .default([])
      .refine((all) => areDifferent(all.map(({ name }) => name)), 'must have different names'),
    phones: z
      .array(phoneSetting.transform(phoneOf))
      .default([])
      .refine((all) => areDifferent(all.map(({ endpointName }) => endpointName)), 'must have different endpointNames')
      .refine((all) => areDifferent(all.map(({ agentId }) => agentId)), 'must be of different agents'),
    iceServers: z.array(iceServerSetting).default([]),
  })
  .refine(
    ({ trunks, phones, iceServers }) => trunks.length + phones.length + iceServers.length > 0,
    'names neither trunks nor phones nor iceServers',
  )
  .superRefine(({ trunks, phones }, context) => {
    const trunkNames = new Set(trunks.map(({ name }) => name));
    const say = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    for (const [index, { name }] of trunks.entries())
      if (isTaken(name)) say(['trunks', index, 'name'], `may not be ${name}: the phone engine uses that itself`);
    for (const [index, { endpointName: name }] of phones.entries()) {
      if (isTaken(name))
        say(['phones', index, 'endpointName'], `may not be ${name}: the phone engine uses that itself`);
      if (trunkNames.has(name)) say(['phones', index, 'endpointName'], `is ${name}, and so is the name of a trunk`);
    }
  });

const areDifferent = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** A way to the telephone network, as an operator writes it. */
export type TrunkSetting = z.infer<typeof trunk>;

/** The file of trunks cannot be used; the message names the field and what it must be. */
export class TrunkFileError extends Error {
  override readonly name = 'TrunkFileError';
}

/** What a file of trunks holds: lines to phone providers, telephones of agents, and servers that help their browsers out. */
export interface TrunkFile {
  readonly trunks: readonly TrunkSetting[];
  readonly phones: readonly PhoneSetting[];
  readonly iceServers: readonly IceServerSetting[];
}

/** Reads the trunks and phones of a YAML or JSON file. Throws TrunkFileError. */
export function readTrunkFile(path: string): TrunkFile {
  const read = trunkFile.safeParse(contentOf(path));
  if (read.success) return read.data;
  throw new TrunkFileError(`${path}: ${problemsOf(read.error).join('; ')}`);
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new TrunkFileError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
