import { configurationKinds, type ConfigurationFile, type ConfigurationKind, type ErrorCode } from '@ringback/contract';
import {
  completeDocument,
  differences,
  oneAtATime,
  versionOf,
  writeDifferences,
} from '../configuration/document-writer.ts';
import type { StoredDocument } from '../configuration/configuration-view.ts';
import type { Handlers } from '../http/handlers.ts';
import { invalidRequest, ProblemError } from '../http/problem-error.ts';
import { toIso } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';
import { readAgent } from './agents.ts';
import type { Sender } from './submitting.ts';
import { checkVersion } from './submitting.ts';

type Names = {
  [
    Operation in keyof Handlers
  ]: Operation extends `${'list' | 'get' | 'put' | 'delete'}${'Queue' | 'Agent' | 'Hours' | 'Capacity' | 'NumberRules' | 'Configuration' | 'Queues' | 'Agents' | 'CallInGroup' | 'CallInGroups'}`
    ? Operation
    : Operation extends 'getService' | 'putService' | 'deleteService'
      ? Operation
      : never;
}[keyof Handlers];

interface ListAsk {
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
}
interface OneAsk extends Sender {
  readonly params: { readonly id: string };
  readonly ifMatch: number | null;
}
interface PutAsk extends OneAsk {
  readonly body: { readonly id?: string | undefined; readonly version?: number | undefined };
}

const unknownCodes: Readonly<Partial<Record<ConfigurationKind, ErrorCode>>> = {
  services: 'unknown_service',
  agents: 'unknown_agent',
  queues: 'unknown_queue',
};

/** Answers the configuration, document by document and as a whole (M3). */
export function configurationHandlers(parts: Parts): Pick<Handlers, Names> {
  const handlers: Record<string, unknown> = {};
  for (const [kind, one, many] of [
    ['services', 'Service', null],
    ['queues', 'Queue', 'Queues'],
    ['agents', 'Agent', 'Agents'],
    ['hours', 'Hours', 'Hours'],
    ['capacity', 'Capacity', 'Capacity'],
    ['number-rules', 'NumberRules', 'NumberRules'],
    ['call-in-groups', 'CallInGroup', 'CallInGroups'],
  ] as const) {
    if (many !== null) handlers[`list${many}`] = (ask: ListAsk) => listDocuments(parts, kind, ask);
    handlers[`get${one}`] = async ({ params }: OneAsk) => ({
      status: 200,
      body: await wireDocument(parts, existing(parts, kind, params.id)),
    });
    handlers[`put${one}`] = (ask: PutAsk) => oneAtATime(() => putDocument(parts, kind, ask));
    handlers[`delete${one}`] = (ask: OneAsk) => oneAtATime(() => deleteDocument(parts, kind, ask));
  }
  const whole: Pick<Handlers, 'getConfiguration' | 'putConfiguration'> = {
    getConfiguration: async () => ({ status: 200, body: wholeConfiguration(parts) }),
    putConfiguration: (ask) => oneAtATime(() => putConfiguration(parts, ask, ask.body, ask.query.dryRun)),
  };
  // The loop above makes the handlers of every kind by one pattern; the pipeline holds the answers against the schemas.
  return { ...handlers, ...whole } as unknown as Pick<Handlers, Names>;
}

function existing(parts: Parts, kind: ConfigurationKind, id: string): StoredDocument {
  const found = parts.configuration.document(kind, id);
  if (found === null)
    throw new ProblemError(unknownCodes[kind] ?? 'not_found', { detail: `There is no ${id} among the ${kind}.` });
  return found;
}

async function wireDocument(parts: Parts, stored: StoredDocument): Promise<object> {
  const { kind, id, document } = stored;
  const { updatedAt } = document;
  const wire = {
    ...completeDocument(kind, document),
    id,
    version: versionOf(stored),
    updatedAt: typeof updatedAt === 'string' ? updatedAt : toIso(0),
  };
  return kind === 'agents' ? { ...wire, live: await readAgent(parts, id) } : wire;
}

async function listDocuments(
  parts: Parts,
  kind: ConfigurationKind,
  { query }: ListAsk,
): Promise<{ status: 200; body: object }> {
  const after = query.cursor === undefined ? '' : readCursor(query.cursor);
  const all = parts.configuration
    .documents(kind)
    .filter(({ id }) => id > after)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const shown = all.slice(0, query.limit);
  const last = shown.at(-1);
  const items = await Promise.all(shown.map((stored) => wireDocument(parts, stored)));
  return {
    status: 200,
    body: { items, nextCursor: last === undefined || all.length === shown.length ? null : writeCursor(last.id) },
  };
}

function writeCursor(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64url');
}

/** The id a list goes on after. Throws ProblemError `invalid_request`. */
export function readCursor(cursor: string): string {
  const id = /^after (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (id === undefined) throw invalidRequest([{ path: 'cursor', message: 'must be the nextCursor of a page before' }]);
  return id;
}

async function putDocument(
  parts: Parts,
  kind: ConfigurationKind,
  ask: PutAsk,
): Promise<{ status: 200 | 201; body: object }> {
  const { id } = ask.params;
  const {
    id: bodyId,
    version,
    updatedAt: _updatedAt,
    live: _live,
    ...own
  } = ask.body as PutAsk['body'] & Record<string, unknown>;
  if (bodyId !== undefined && bodyId !== id)
    throw invalidRequest([{ path: 'id', message: `must be ${id}, as in the path` }]);
  const present = parts.configuration.document(kind, id);
  if (present !== null || ask.ifMatch !== null) checkVersion(ask.ifMatch ?? version ?? null, versionOf(present));
  await writeDifferences(parts, ask, [
    { kind, id, change: present === null ? 'added' : 'changed', paths: [], document: completeDocument(kind, own) },
  ]);
  return { status: present === null ? 201 : 200, body: await wireDocument(parts, existing(parts, kind, id)) };
}

async function deleteDocument(
  parts: Parts,
  kind: ConfigurationKind,
  ask: OneAsk,
): Promise<{ status: 204; body: null }> {
  const { id } = ask.params;
  checkVersion(ask.ifMatch, versionOf(existing(parts, kind, id)));
  await writeDifferences(parts, ask, [{ kind, id, change: 'removed', paths: [], document: null }]);
  return { status: 204, body: null };
}

// Object.keys forgets that the keys of the record are exactly the kinds.
const kinds = Object.keys(configurationKinds) as ConfigurationKind[];

/** The whole configuration as the file has it. */
export function wholeConfiguration(parts: Pick<Parts, 'configuration'>): ConfigurationFile {
  const documents = kinds.map((kind) => [
    configurationKinds[kind].file,
    Object.fromEntries(
      parts.configuration.documents(kind).map(({ id, document }) => [id, completeDocument(kind, document)]),
    ),
  ]);
  // Each part was completed by the schema of its kind.
  return { version: 1, ...Object.fromEntries(documents) } as ConfigurationFile;
}

/** Applies a whole configuration, or tells what it would change. */
export async function putConfiguration(
  parts: Pick<Parts, 'configuration' | 'engine' | 'metrics' | 'now'>,
  sender: Sender,
  file: ConfigurationFile,
  isDryRun: boolean,
) {
  const changes = differences(
    kinds.flatMap((kind) => [...parts.configuration.documents(kind)]),
    file,
  );
  if (!isDryRun) await writeDifferences(parts, sender, changes);
  return {
    status: 200 as const,
    body: {
      applied: !isDryRun,
      changes: changes.map(({ kind, id, change, paths }) => ({ kind, id, change, paths: [...paths] })),
    },
  };
}
