import { isTestFile } from '../support/repository.ts';
import type { Finding, HouseRule, SourceFile } from './house-rule.ts';

interface BannedWord {
  readonly pattern: RegExp;
  readonly instead: string;
  /** The files in which it is banned; everywhere when absent. */
  readonly where?: (path: string) => boolean;
}

const isProgramText = (path: string): boolean => /\.(tsx?|mjs)$/u.test(path);
// Tests of drivers and of the server run against real databases and real processes, in real time.
const runsInRealTime = (path: string): boolean => /^(drivers|server)\//u.test(path) && isTestFile(path);
const readsTheClock = (path: string): boolean =>
  /clock|^(tools|e2e|bench)\/|\/vite\.config/u.test(path) || runsInRealTime(path);
const speaksGenesys = (path: string): boolean => /compat/u.test(path);

/** Each banned word with what stands in its place. */
const bannedWords: readonly BannedWord[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/u,
    instead: 'take the time from the clock you are given',
    where: (path) => isProgramText(path) && !readsTheClock(path),
  },
  {
    pattern: /\b(?:test|it|describe|suite)\.only\(/u,
    instead: 'run one test by its name on the command line',
    where: isProgramText,
  },
  {
    pattern: /\b(?:test|it|describe|suite)\.skip\((?!['"`][^'"`]* is not set['"`])/u,
    instead: 'skipIf what it needs is missing, a title that says which variable "is not set", or no test',
    where: isProgramText,
  },
  { pattern: /\bas any\b/u, instead: 'unknown, and a check that proves the type', where: isProgramText },
  { pattern: /@ts-(?:ignore|nocheck)\b/u, instead: 'a type that is right', where: isProgramText },
  { pattern: /@ts-expect-error\s*$/u, instead: '@ts-expect-error with the reason behind it', where: isProgramText },
  {
    pattern: /\b[Aa]bandoned\b/u,
    instead: 'abandonedInQueue or unattendedAnswer',
    where: (path) => !speaksGenesys(path),
  },
  {
    pattern: /(?:[=:,?]|\breturn|(?<!\.(?:at|slice))\()\s*-1\b/u,
    instead: 'null, or a union that names the case',
    where: (path) => path.startsWith('contract/src/') && !isTestFile(path),
  },
  { pattern: /(?:^|[\s'"`(=:])\/(?:work|root|home\/\w+|tmp\/\w+)\//u, instead: 'a path relative to the repository' },
  { pattern: /\.\.\/shared\b/u, instead: 'a folder named for what it holds' },
  {
    pattern: /\b(?:claude|anthropic|chatgpt|openai|copilot|codex)\b/iu,
    instead: 'nothing: who or what typed it is no concern of the code',
  },
  { pattern: /\b(?:issue|PR|ticket) ?#?\d+\b/u, instead: 'the reason itself, or the number of a requirement' },
  { pattern: /registry\.npmjs|\bnpmmirror\b/iu, instead: "the reader's own package source" },
  {
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/u,
    instead: 'the thing done, or a line in the documentation that says it is missing',
  },
];

/** Words that the house does not use, each with its replacement. */
export const bannedWordsRule: HouseRule = {
  name: 'banned words',
  minimumFileCount: 180,
  // This file and its tests must name the words; the planted violations of the others live beside them.
  reads: (path) => !path.startsWith('tools/src/house-rules/') && !path.endsWith('.gitignore'),
  inspect: (files) => files.flatMap(inspectFile),
};

function inspectFile(file: SourceFile): Finding[] {
  const words = bannedWords.filter(({ where }) => where === undefined || where(file.path));
  return file.text.split('\n').flatMap((text, index) =>
    words.flatMap(({ pattern, instead }) => {
      const found = pattern.exec(text)?.[0].trim();
      return found === undefined
        ? []
        : [{ path: file.path, line: index + 1, message: `"${found}" is banned; instead: ${instead}` }];
    }),
  );
}
