import { configurationFile, type ConfigurationFile } from '@ringback/contract';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { readText } from './file-access.ts';

/** One thing wrong with a configuration file. */
export interface FileProblem {
  /** From 1; null when it belongs to no line. */
  readonly line: number | null;
  /** `services.svc_support.attempts.max`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** A configuration file that was read: what it says, or what is wrong with it. */
export type ReadConfiguration =
  | { readonly kind: 'configuration'; readonly configuration: ConfigurationFile }
  | { readonly kind: 'problems'; readonly problems: readonly FileProblem[] };

/** Reads a file. Throws with its path and what is wrong where it cannot be read. */
export async function readConfigurationFile(path: string): Promise<ReadConfiguration> {
  return parseConfiguration(await readText(path, 'Give the path of a ringback.yaml.'));
}

/** Checks the text of a `ringback.yaml`: YAML 1.2, the contract's schema, and that what it refers to is in it. */
export function parseConfiguration(text: string): ReadConfiguration {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: counter.linePos(error.pos[0]).line,
      path: '',
      message: error.message.split(/ at line |:?\n/)[0] ?? error.message,
    }));
    return { kind: 'problems', problems };
  }
  const read = configurationFile.safeParse(document.toJS());
  if (!read.success)
    return { kind: 'problems', problems: read.error.issues.map((issue) => problemOf(issue, document, counter)) };
  const missing = missingReferences(read.data).map(({ path, message }) => ({
    line: lineOf(document, counter, path),
    path: path.join('.'),
    message,
  }));
  return missing.length > 0
    ? { kind: 'problems', problems: missing }
    : { kind: 'configuration', configuration: read.data };
}

/** A problem as a line of text: `ringback.yaml:12: services.svc_a.attempts.max: must be ...`. */
export function problemText(file: string, { line, path, message }: FileProblem): string {
  return [line === null ? file : `${file}:${line}`, ...(path === '' ? [] : [path]), message].join(': ');
}

function problemOf(issue: z.core.$ZodIssue, document: Document.Parsed, counter: LineCounter): FileProblem {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknownKey].map((part) => (typeof part === 'number' ? part : String(part)));
  const message = unknownKey.length > 0 ? 'there is no such field' : issue.message;
  return { line: lineOf(document, counter, path), path: path.join('.'), message };
}

/** The line of the deepest part of the path that the file has. */
function lineOf(document: Document.Parsed, counter: LineCounter, path: readonly (string | number)[]): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return counter.linePos(node.range[0]).line;
  }
  return null;
}

interface Missing {
  readonly path: readonly string[];
  readonly message: string;
}

function missingReferences({
  services,
  queues,
  hours,
  capacity,
  numberRules,
  callInGroups,
}: ConfigurationFile): readonly Missing[] {
  return Object.entries(services).flatMap(([id, service]) => {
    const references = [
      { field: 'queueId', wanted: service.queueId, known: queues, kind: 'queue' },
      { field: 'hoursId', wanted: service.hoursId, known: hours, kind: 'opening hours' },
      { field: 'capacityId', wanted: service.capacityId, known: capacity, kind: 'capacity' },
      { field: 'numberRulesId', wanted: service.numberRulesId, known: numberRules, kind: 'number rules' },
      { field: 'callInGroupId', wanted: service.callInGroupId, known: callInGroups, kind: 'call-in group' },
    ];
    return references
      .filter(({ wanted, known }) => wanted !== null && !Object.hasOwn(known, wanted))
      .map(({ field, wanted, kind }) => ({
        path: ['services', id, field],
        message: `there is no ${kind} ${wanted} in the file`,
      }));
  });
}
