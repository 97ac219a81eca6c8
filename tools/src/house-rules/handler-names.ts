import { childOf, lineAt, textOf, visit, type SyntaxNode } from '../support/syntax.ts';
import { isProgram, type Finding, type HouseRule, type SourceFile } from './house-rule.ts';

/** "Callback" is the domain's noun only: a function passed in is a handler, a listener or simply `run`. */
export const handlerNames: HouseRule = {
  name: 'a function passed in is no callback',
  minimumFileCount: 150,
  reads: isProgram,
  inspect: (files) => files.flatMap(inspectFile),
};

const functionNames = /^(?:callback|cb|callbackFn|onCallbackFn|callbackFunction)$/u;

function inspectFile(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  visit(file.tree(), (node) => {
    const name = nameOfFunctionValue(node);
    if (name === null || !functionNames.test(name)) return;
    found.push({
      path: file.path,
      line: lineAt(file.text, node.start),
      message: `"${name}" is a function: call it run, handler or listener`,
    });
  });
  return found;
}

/** The name of a parameter or property whose type is a function; a bare `cb` counts whatever its type. */
function nameOfFunctionValue(node: SyntaxNode): string | null {
  if (node.type === 'Identifier') {
    const name = textOf(node);
    return name === 'cb' || isFunctionType(childOf(node, 'typeAnnotation')) ? name : null;
  }
  if (node.type !== 'TSPropertySignature' && node.type !== 'PropertyDefinition') return null;
  return isFunctionType(childOf(node, 'typeAnnotation')) ? textOf(childOf(node, 'key')) : null;
}

function isFunctionType(annotation: SyntaxNode | null): boolean {
  return annotation !== null && childOf(annotation, 'typeAnnotation')?.type === 'TSFunctionType';
}
