import { parseAst } from 'vitest/node';

/** A node of the syntax tree, as far as the house rules need to know it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** Whether a value of the tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Parses TypeScript or JavaScript; throws where the text is not valid. */
export function parseSource(path: string, text: string): SyntaxNode {
  const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' });
  if (!isNode(program)) throw new TypeError(`no syntax tree for ${path}`);
  return program;
}

/** The nodes directly below a node. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** Visits a node and everything below it, from the top down. */
export function visit(node: SyntaxNode, visitor: (node: SyntaxNode) => void): void {
  visitor(node);
  for (const child of childrenOf(node)) visit(child, visitor);
}

/** The child node under a property, or null. */
export function childOf(node: SyntaxNode, property: string): SyntaxNode | null {
  const child = node[property];
  return isNode(child) ? child : null;
}

/** The text of an identifier or of a string, or null for anything else. */
export function textOf(node: SyntaxNode | null): string | null {
  if (node === null) return null;
  const text = node.type === 'Identifier' || node.type === 'JSXIdentifier' ? node['name'] : node['value'];
  return typeof text === 'string' ? text : null;
}

/** The 1-based line of a place in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
