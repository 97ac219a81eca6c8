import { writeFileSync } from 'node:fs';
import { routeList } from '@ringback/contract';

/** The text of `operations.ts`: method, path and repeatability of each operation, without the schemas. */
export function generateOperations(): string {
  const rows = routeList.flatMap(({ operationId, method, path, idempotent, produces }) => [
    `  ${operationId}: {`,
    `    method: '${method}',`,
    `    path: '${path}',`,
    `    idempotent: ${idempotent},`,
    `    produces: '${produces}',`,
    '  },',
  ]);
  return [
    "import type { OperationId } from '@ringback/contract';",
    '',
    '/** How an operation is called. */',
    'export type OperationCall = {',
    "  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';",
    '  readonly path: string;',
    '  /** Whether a repeat is harmless. */',
    '  readonly idempotent: boolean;',
    "  readonly produces: 'application/json' | 'text/event-stream' | 'text/plain' | 'audio/wav';",
    '};',
    '',
    '/** Every operation of the contract. Made by `npm run gen`. */',
    'export const operations: { readonly [Operation in OperationId]: OperationCall } = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(new URL('operations.ts', import.meta.url), generateOperations());
