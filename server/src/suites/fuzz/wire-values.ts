import { schemaFaults } from './schema-faults.ts';
import type { Parameter } from './operations.ts';
import type { Resolve } from './schema-node.ts';

/** Whether the document allows a text as the value of a parameter: numbers, flags and lists are read out of the text first. */
export function isAllowedText({ schema, name }: Parameter, text: string, resolve: Resolve): boolean {
  return schemaFaults(schema, valueOf(schema.type, text), resolve, [name]).length === 0;
}

function valueOf(type: string | undefined, text: string): unknown {
  if (type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'array' ? text.split(',') : text;
}
