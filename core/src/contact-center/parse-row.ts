import type { z } from 'zod';

/**
 * Reads a stored row by its schema.
 * @throws Error naming the table, the row and every field that is wrong: better no start than a wrong one.
 */
export function parseRow<T>(table: string, schema: z.ZodType<T>, row: unknown): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the row'}: ${issue.message}`);
  throw new Error(`${table} ${nameOf(row)} is not readable: ${faults.join('; ')}`);
}

function nameOf(row: unknown): string {
  if (typeof row !== 'object' || row === null) return 'without id';
  if ('id' in row && typeof row.id === 'string') return row.id;
  return 'serviceId' in row && 'startsAt' in row ? `${row.serviceId} ${row.startsAt}` : 'without id';
}
