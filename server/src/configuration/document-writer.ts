import {
  configurationKinds,
  fieldErrors,
  type ConfigurationFile,
  type ConfigurationKind,
  type FieldError,
} from '@ringback/contract';
import type { ConfigurationChange } from '@ringback/core';
import { z } from 'zod';
import { invalidRequest, ProblemError } from '../http/problem-error.ts';
import { configurationChange, readDocument } from '../mapping/configuration.ts';
import { ConfigurationError } from '../mapping/configured-number.ts';
import { toIso } from '../mapping/instants.ts';
import { submit, type Sender } from '../routes/submitting.ts';
import type { Parts } from '../parts.ts';
import type { StoredDocument } from './configuration-view.ts';

/** One difference between two configurations. */
export interface Difference {
  readonly kind: ConfigurationKind;
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** The fields that differ, when changed. */
  readonly paths: readonly string[];
  /** The document to be; null when removed. */
  readonly document: Readonly<Record<string, unknown>> | null;
}

type Writing = Pick<Parts, 'configuration' | 'engine' | 'metrics' | 'now'>;

// Object.keys forgets that the keys of the record are exactly the kinds.
const kinds = Object.keys(configurationKinds) as ConfigurationKind[];

/** Version of a stored document; documents written before versions were kept are the first. */
export function versionOf(stored: StoredDocument | null): number {
  const version = stored?.document['version'];
  return typeof version === 'number' ? version : stored === null ? 0 : 1;
}

/** The document of a kind as the contract completes it. Throws ProblemError `invalid_request` that names the fields. */
export function completeDocument(kind: ConfigurationKind, document: unknown): Record<string, unknown> {
  try {
    return { ...readDocument(kind, document) };
  } catch (error) {
    if (error instanceof z.ZodError) throw invalidRequest(fieldErrors(error));
    throw error;
  }
}

/** What has to change so that the configuration is as the file says. Documents that are not in the file are removed. */
export function differences(present: readonly StoredDocument[], file: ConfigurationFile): readonly Difference[] {
  return kinds.flatMap((kind) => {
    const wanted: Readonly<Record<string, object>> = file[configurationKinds[kind].file];
    const known = new Map(present.filter((one) => one.kind === kind).map((one) => [one.id, one.document]));
    const written = Object.entries(wanted).flatMap(([id, document]) => difference(kind, id, known.get(id), document));
    const removed = [...known.keys()].filter((id) => !Object.hasOwn(wanted, id));
    return [
      ...written,
      ...removed.map((id): Difference => ({ kind, id, change: 'removed', paths: [], document: null })),
    ];
  });
}

function difference(kind: ConfigurationKind, id: string, known: unknown, document: object): Difference[] {
  const wanted = completeDocument(kind, document);
  if (known === undefined) return [{ kind, id, change: 'added', paths: [], document: wanted }];
  const paths = differingPaths(completeDocument(kind, known), wanted, '');
  return paths.length === 0 ? [] : [{ kind, id, change: 'changed', paths, document: wanted }];
}

function differingPaths(before: unknown, after: unknown, path: string): string[] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      differingPaths(before[name], after[name], path === '' ? name : `${path}.${name}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

let writing: Promise<unknown> = Promise.resolve();

/** One write after another on this node: a version is read, and the next one written. */
export function oneAtATime<T>(run: () => Promise<T>): Promise<T> {
  const next = writing.then(run, run);
  writing = next.catch(() => undefined);
  return next;
}

/** Writes differences as one change, all or none. Throws ProblemError `configuration_invalid` or `in_use`. */
export async function writeDifferences(parts: Writing, sender: Sender, changes: readonly Difference[]): Promise<void> {
  if (changes.length === 0) return;
  const updatedAt = toIso(parts.now());
  const made = changes.map((change) => {
    const version = versionOf(parts.configuration.document(change.kind, change.id)) + 1;
    return makeChange(change, change.document === null ? null : { ...change.document, version, updatedAt });
  });
  try {
    await submit(parts, sender, { kind: 'configure', changes: made });
  } catch (error) {
    throw changes.every((change) => change.change === 'removed') ? asInUse(error) : error;
  } finally {
    await parts.configuration.reload();
  }
}

function makeChange({ kind, id }: Difference, stored: object | null): ConfigurationChange {
  try {
    return configurationChange(kind, id, stored);
  } catch (error) {
    if (error instanceof ConfigurationError) throw invalidConfiguration([{ path: error.path, message: error.message }]);
    if (error instanceof z.ZodError) throw invalidRequest(fieldErrors(error));
    throw error;
  }
}

function invalidConfiguration(errors: readonly FieldError[]): ProblemError {
  return new ProblemError('configuration_invalid', { detail: errors[0]?.message ?? null, errors: [...errors] });
}

/** A removal that is refused is refused because something still refers to it. */
function asInUse(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.problem.code !== 'configuration_invalid') return error;
  return new ProblemError('in_use', { detail: error.problem.detail, errors: error.problem.errors });
}
