import type { z } from 'zod';
import { agentStateRow } from '../agents/agent-state.ts';
import { attemptRow } from '../callback/attempt.ts';
import { legRow } from '../calls/leg.ts';
import type { TableName } from './changes.ts';

/** A row as it is handed to a store. */
type Row = Readonly<Record<string, unknown>>;

interface Field {
  readonly name: string;
  /** What the schema fills in where the field is missing; undefined where it must be there. */
  readonly initial: unknown;
}

/** Shorter names first, then by their bytes: jsonb keeps them so, and what comes so need not be sorted. */
function fieldsOf(shape: Readonly<Record<string, z.ZodType>>): readonly Field[] {
  return Object.entries(shape)
    .map(([name, schema]) => ({ name, initial: schema.safeParse(undefined).data }))
    .sort((one, other) => one.name.length - other.name.length || (one.name < other.name ? -1 : 1));
}

const shortened: ReadonlyMap<TableName, readonly Field[]> = new Map([
  ['agent_state', fieldsOf(agentStateRow.shape)],
  ['attempt', fieldsOf(attemptRow.shape)],
  ['leg', fieldsOf(legRow.shape)],
]);

/**
 * A row as it is stored. Of the tables that are written at every decision a field is left out where reading the row fills in
 * the same value. A field that the schema does not know stays. (Callbacks come shortened: `storedCallback`.)
 */
export function storedRow(table: TableName, row: Row): Row {
  const fields = shortened.get(table);
  if (fields === undefined) return row;
  const stored: Record<string, unknown> = {};
  let knownCount = 0;
  for (const { name, initial } of fields) {
    const value = row[name];
    if (value === undefined) continue;
    knownCount += 1;
    if (value !== initial) stored[name] = value;
  }
  const names = Object.keys(row);
  if (names.length === knownCount) return stored;
  const unknown = names.filter((name) => fields.every((field) => field.name !== name));
  return { ...stored, ...Object.fromEntries(unknown.map((name) => [name, row[name]])) };
}
