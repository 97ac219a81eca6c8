import { isGenerated, listFiles, readSource, repositoryRoot } from '../support/repository.ts';
import { parseSource, type SyntaxNode } from '../support/syntax.ts';

/** A file as a rule sees it: its path relative to the root, its text, and its syntax tree when asked for. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: () => SyntaxNode;
}

/** One place that breaks a rule and what to do there instead. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A rule of the house: which files it reads and what it finds in them. */
export interface HouseRule {
  readonly name: string;
  /** Fewer files than this and the rule has gone blind: that is a failure too. */
  readonly minimumFileCount: number;
  readonly reads: (path: string) => boolean;
  readonly inspect: (files: readonly SourceFile[]) => Finding[];
}

/** A source file from a text; the tree is parsed once, when first asked for. */
export function sourceFile(path: string, text: string): SourceFile {
  let tree: SyntaxNode | null = null;
  return { path, text, tree: () => (tree ??= parseSource(path, text)) };
}

/** Every file the rules may read, of the repository or of another folder. */
export function loadSourceFiles(root: string = repositoryRoot): SourceFile[] {
  const readable = /\.(tsx?|mjs|md|json|ya?ml|html|css|sh|sql)$|^\.ci\//u;
  return listFiles(root)
    .filter((path) => readable.test(path) && path !== 'package-lock.json')
    .map((path) => sourceFile(path, readSource(path, root)));
}

/** Whether a path is a program in TypeScript or JavaScript that a person wrote. */
export function isProgram(path: string): boolean {
  return /\.(tsx?|mjs)$/u.test(path) && !path.endsWith('.d.ts') && !isGenerated(path);
}

/** The findings of a rule over the files it reads, and how many it read. */
export function applyRule(rule: HouseRule, files: readonly SourceFile[]): { findings: Finding[]; seenCount: number } {
  const read = files.filter((file) => rule.reads(file.path));
  return { findings: rule.inspect(read), seenCount: read.length };
}
