import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { zonesOfCountry } from '@ringback/core';
import { problemsOf } from './file-problems.ts';
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
  port: z.int().min(1).max(65_535).default(5060),
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

/** An account is whole or not there. */
const trunk = trunkFields.superRefine(({ username, password, register }, context) => {
  const say = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
  if (username !== undefined && password === undefined)
    say('password', `is missing: the trunk has a username; give both, ${knownByAddress}`);
  if (password !== undefined && username === undefined)
    say('username', `is missing: the trunk has a password; give both, ${knownByAddress}`);
  if (register && username === undefined && password === undefined)
    say('register', 'needs a username and a password: nobody registers without');
});

/** What the engine's own configuration calls its parts. */
const takenNames: ReadonlySet<string> = new Set(
  'global system agent agent-auth agent-aor transport-udp transport-ws transport-wss demo-customer'.split(' '),
);

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
  })
  .refine(({ trunks, phones }) => trunks.length + phones.length > 0, 'names neither trunks nor phones')
  .superRefine(({ trunks, phones }, context) => {
    const trunkNames = new Set(trunks.map(({ name }) => name));
    const say = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    for (const [index, { name }] of trunks.entries())
      if (takenNames.has(name)) say(['trunks', index, 'name'], `may not be ${name}: the phone engine uses that itself`);
    for (const [index, { endpointName: name }] of phones.entries()) {
      if (takenNames.has(name))
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

/** What a file of trunks holds: lines to phone providers, and telephones of agents. */
export interface TrunkFile {
  readonly trunks: readonly TrunkSetting[];
  readonly phones: readonly PhoneSetting[];
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
