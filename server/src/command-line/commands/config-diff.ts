import type { ConfigurationFile } from '@ringback/contract';

/** One field that differs. `undefined` where it is absent. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One document that differs. */
export interface DocumentChange {
  /** As in the file: `services`, `queues`, ... */
  readonly section: string;
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** The fields that differ; all of them for a document that is added or removed. */
  readonly fields: readonly FieldChange[];
}

/** What differs between two configurations, document by document and field by field. The order of keys does not matter. */
export function diffConfigurations(before: ConfigurationFile, after: ConfigurationFile): readonly DocumentChange[] {
  const sections = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'version');
  return sections.flatMap((section) => diffSection(section, recordIn(before, section), recordIn(after, section)));
}

function recordIn(configuration: ConfigurationFile, section: string): Readonly<Record<string, unknown>> {
  const found: unknown = Object.entries(configuration).find(([name]) => name === section)?.[1];
  return isRecord(found) ? found : {};
}

function diffSection(
  section: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly DocumentChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids.flatMap((id): readonly DocumentChange[] => {
    const fields = diffValues('', before[id], after[id]);
    if (fields.length === 0 && Object.hasOwn(before, id) === Object.hasOwn(after, id)) return [];
    const change = !Object.hasOwn(before, id) ? 'added' : !Object.hasOwn(after, id) ? 'removed' : 'changed';
    return [{ section, id, change, fields }];
  });
}

/** Objects are compared field by field, lists as a whole: their entries have no names. */
function diffValues(path: string, before: unknown, after: unknown): readonly FieldChange[] {
  if (isRecord(before) || isRecord(after)) {
    if ((before === undefined || isRecord(before)) && (after === undefined || isRecord(after))) {
      const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
      return keys.flatMap((key) => diffValues(path === '' ? key : `${path}.${key}`, before?.[key], after?.[key]));
    }
  }
  return canonical(before) === canonical(after) ? [] : [{ path, before, after }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with sorted keys; `undefined` for what is absent. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** The differences as a unified diff by fields. A document that goes is one line; `-` is before, `+` after. */
export function diffText(changes: readonly DocumentChange[]): string {
  return changes
    .flatMap(({ section, id, change, fields }) => {
      if (change === 'removed') return [`- ${section}.${id} (removed)`];
      const mark = change === 'added' ? '+' : '~';
      return [`${mark} ${section}.${id} (${change})`, ...fields.flatMap(fieldLines)];
    })
    .join('\n');
}

function fieldLines({ path, before, after }: FieldChange): readonly string[] {
  return [
    ...(before === undefined ? [] : [`  - ${path}: ${JSON.stringify(before)}`]),
    ...(after === undefined ? [] : [`  + ${path}: ${JSON.stringify(after)}`]),
  ];
}
