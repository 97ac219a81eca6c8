import type { JsonValue } from '@ringback/contract';
import { toIso } from './instants.ts';

const isInstantName = (name: string): boolean =>
  name.endsWith('At') || ['until', 'to', 'from', 'scheduledFor'].includes(name);

/** Particulars of a history entry on the wire: instants, which core keeps as numbers, become ISO 8601; undefined is left out. */
export function toWireDetail(detail: Readonly<Record<string, unknown>>): Record<string, JsonValue> {
  // Through JSON and back it is JSON: fresh entries may hold undefined, those from rows do not.
  return JSON.parse(
    JSON.stringify(detail, (name, value: unknown) =>
      typeof value === 'number' && isInstantName(name) ? toIso(value) : value,
    ),
  ) as Record<string, JsonValue>;
}
