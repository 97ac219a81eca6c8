import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { phoneOf, phoneSetting, type PhoneSetting } from './phones.ts';

const codec = z.enum(['ulaw', 'alaw', 'g722', 'gsm', 'opus']);
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number with + and its country code');
const limit = z.int().min(1).nullable().default(null);

const trunk = z.strictObject({
  /** Name of the endpoint in the phone engine. */
  name: z.string().regex(/^[\w.-]{1,60}$/, 'may hold letters, digits, "_", "." and "-"'),
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535).default(5060),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
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
});

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
  .refine(({ trunks, phones }) => trunks.length + phones.length > 0, 'names neither trunks nor phones');

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
  const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'file'} ${issue.message}`);
  throw new TrunkFileError(`${path}: ${problems.join('; ')}`);
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new TrunkFileError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
