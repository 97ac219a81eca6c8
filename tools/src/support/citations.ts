import type { SourceFile } from '../house-rules/house-rule.ts';
import { childOf, childrenOf, isNode, lineAt, textOf, visit, type SyntaxNode } from './syntax.ts';
import requirementsFile from '../../requirements.json' with { type: 'json' };

/** A number that a test title cites, with the whole title. */
export interface Citation {
  readonly number: string;
  readonly title: string;
  readonly path: string;
  readonly line: number;
}

/** One numbered line of the requirements or one invariant, in short words. */
export interface Requirement {
  readonly number: string;
  readonly title: string;
}

const testFunctions = new Set(['test', 'it', 'describe', 'suite', 'bench']);

/** The requirements and the invariants, in the order of their list. */
export const requirements: readonly Requirement[] = requirementsFile.requirements;

/** The invariants of the design, cited as `[I2]`; the fitting-in requirements are `[fit-I2]`. */
export const invariants: readonly Requirement[] = requirementsFile.invariants;

/** Every number that may be cited. */
export function knownNumbers(): Set<string> {
  return new Set([...requirements, ...invariants].map(({ number }) => number));
}

/** The numbers cited in the titles of a file's tests: `[S1]`, `[S1, X2]`, `[fit-I2]`. */
export function citationsIn(file: SourceFile): Citation[] {
  const found: Citation[] = [];
  visit(file.tree(), (node) => {
    const title = node.type === 'CallExpression' && isTestCall(node) ? titleOf(node) : null;
    if (title === null) return;
    const line = lineAt(file.text, node.start);
    for (const number of numbersIn(title)) found.push({ number, title, path: file.path, line });
  });
  return found;
}

/** The numbers between square brackets in a title. */
export function numbersIn(title: string): string[] {
  const groups = [...title.matchAll(/\[([^\]]+)\]/gu)].map(([, inside]) => inside ?? '');
  return groups
    .flatMap((inside) => inside.split(/[\s,;]+/u))
    .filter((word) => /^(?:[a-z]+-)?[A-Z]{1,3}\d{1,3}$/u.test(word));
}

/** `test(`, `test.each(table)(`, `describe.skipIf(x)(`: the innermost name decides. */
function isTestCall(call: SyntaxNode): boolean {
  let callee = childOf(call, 'callee');
  while (callee !== null && callee.type !== 'Identifier')
    callee = childOf(callee, 'object') ?? childOf(callee, 'callee') ?? childOf(callee, 'tag');
  return testFunctions.has(textOf(callee) ?? '');
}

function titleOf(call: SyntaxNode): string | null {
  const list = call['arguments'];
  const first: unknown = Array.isArray(list) ? list[0] : null;
  if (!isNode(first)) return null;
  if (first.type !== 'TemplateLiteral') return textOf(first);
  return childrenOf(first)
    .filter(({ type }) => type === 'TemplateElement')
    .map((element) => String(Object(element['value']).cooked))
    .join('…');
}
