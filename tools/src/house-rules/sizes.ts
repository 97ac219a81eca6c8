import { isTestFile } from '../support/repository.ts';
import { childOf, lineAt, visit } from '../support/syntax.ts';
import { isProgram, type Finding, type HouseRule, type SourceFile } from './house-rule.ts';

const longestFileLines = 500;
const longFunctionLines = 40;
const mostLongRatio = 0.06;
const medianBelowLines = 10;

interface MeasuredFunction {
  readonly path: string;
  readonly line: number;
  readonly lineCount: number;
}

/** Files stay within 500 lines; functions are short: median under 10 lines, under 6 % longer than 40. */
export const sizes: HouseRule = {
  name: 'sizes of files and functions',
  minimumFileCount: 150,
  reads: isProgram,
  inspect: (files) => [
    ...files.flatMap(tooLongFile),
    ...tooLongFunctions(files.filter(({ path }) => !isTestFile(path))),
  ],
};

/** A generated table is read by programs; its generator says so in its head. */
function isGenerated(text: string): boolean {
  return text.includes('Made by `npm run gen`');
}

function tooLongFile({ path, text }: SourceFile): Finding[] {
  const lineCount = text.trimEnd().split('\n').length;
  if (lineCount <= longestFileLines || isGenerated(text)) return [];
  return [
    {
      path,
      line: longestFileLines,
      message: `${lineCount} lines; a file has at most ${longestFileLines}: one concern each`,
    },
  ];
}

function tooLongFunctions(files: readonly SourceFile[]): Finding[] {
  const functions = files.flatMap(functionsOf);
  if (functions.length === 0) return [];
  const long = functions.filter(({ lineCount }) => lineCount > longFunctionLines);
  const longRatio = long.length / functions.length;
  const median = medianOf(functions.map(({ lineCount }) => lineCount));
  const tooMany =
    longRatio >= mostLongRatio
      ? long.map(({ path, line, lineCount }) => ({ path, line, message: shareMessage(lineCount, longRatio) }))
      : [];
  const tooHigh =
    median >= medianBelowLines
      ? [
          {
            path: 'the repository',
            line: 0,
            message: `the median function has ${median} lines; it stays under ${medianBelowLines}`,
          },
        ]
      : [];
  return [...tooMany, ...tooHigh];
}

function shareMessage(lineCount: number, longRatio: number): string {
  return `a function of ${lineCount} lines, and ${(longRatio * 100).toFixed(1)} % of all are over ${longFunctionLines}`;
}

/** Functions with a body in braces; a one-expression arrow is an expression to the eye and would flatter the median. */
function functionsOf(file: SourceFile): MeasuredFunction[] {
  const found: MeasuredFunction[] = [];
  visit(file.tree(), (node) => {
    const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/u.test(node.type);
    if (!isFunction || !/^(BlockStatement|FunctionBody)$/u.test(childOf(node, 'body')?.type ?? '')) return;
    const line = lineAt(file.text, node.start);
    found.push({ path: file.path, line, lineCount: lineAt(file.text, node.end) - line + 1 });
  });
  return found;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
