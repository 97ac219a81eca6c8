import { isTestFile } from '../support/repository.ts';
import { childOf, isNode, lineAt, textOf, type SyntaxNode } from '../support/syntax.ts';
import { isProgram, type Finding, type HouseRule, type SourceFile } from './house-rule.ts';

/** Every exported function, class and type of the libraries says what it is, directly above it. */
export const docstrings: HouseRule = {
  name: 'exported functions and types have a docstring',
  minimumFileCount: 60,
  reads: (path) => /^(core|engine|contract|client|drivers)\//u.test(path) && isProgram(path) && !isTestFile(path),
  inspect: (files) => files.flatMap(inspectFile),
};

const functionLike = new Set(['ArrowFunctionExpression', 'FunctionExpression']);
const typeLike = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'ClassDeclaration',
  'FunctionDeclaration',
  'TSDeclareFunction',
]);

function inspectFile(file: SourceFile): Finding[] {
  const body = file.tree()['body'];
  const exported = (Array.isArray(body) ? body.filter(isNode) : []).filter(
    ({ type }) => type === 'ExportNamedDeclaration',
  );
  const documented = new Set<string>();
  return exported.flatMap((node) => {
    const name = nameToDocument(node);
    if (name === null) return [];
    if (hasDocstring(file.text, node.start)) documented.add(name);
    if (documented.has(name) || isInferredFromSchema(file.text.slice(node.start, node.end))) return [];
    return [
      {
        path: file.path,
        line: lineAt(file.text, node.start),
        message: `${name} is exported without a docstring above it`,
      },
    ];
  });
}

function nameToDocument(exported: SyntaxNode): string | null {
  const declaration = childOf(exported, 'declaration');
  if (declaration === null) return null;
  if (typeLike.has(declaration.type)) return textOf(childOf(declaration, 'id'));
  if (declaration.type !== 'VariableDeclaration') return null;
  const declarations = declaration['declarations'];
  const first: unknown = Array.isArray(declarations) ? declarations[0] : null;
  if (!isNode(first) || !functionLike.has(childOf(first, 'init')?.type ?? '')) return null;
  return textOf(childOf(first, 'id'));
}

function hasDocstring(text: string, start: number): boolean {
  const before = text.slice(0, start).trimEnd();
  return before.endsWith('*/') && before.slice(before.lastIndexOf('/*')).startsWith('/**');
}

/** The type of a schema is documented where the schema is. */
function isInferredFromSchema(declaration: string): boolean {
  return /=\s*z\.(infer|input|output)<typeof \w+>/u.test(declaration);
}
