import { childOf, lineAt, textOf, visit } from '../support/syntax.ts';
import type { SourceFile } from './house-rule.ts';

/** One import, re-export or dynamic import with a fixed name. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

const importingTypes = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** Everything a file imports, types included. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  visit(file.tree(), (node) => {
    if (!importingTypes.has(node.type)) return;
    const specifier = textOf(childOf(node, 'source') ?? childOf(node, 'argument'));
    if (specifier !== null) found.push({ specifier, line: lineAt(file.text, node.start) });
  });
  return found;
}
