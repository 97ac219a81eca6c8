// `npm run trace`: each numbered requirement and invariant with the tests that prove it, and those without.
import { isProgram, loadSourceFiles } from './house-rules/house-rule.ts';
import {
  citationsIn,
  invariants,
  knownNumbers,
  requirements,
  type Citation,
  type Requirement,
} from './support/citations.ts';
import { isTestFile } from './support/repository.ts';
import { print } from './support/terminal.ts';

const holdsTests = (path: string): boolean => isProgram(path) && (isTestFile(path) || path.startsWith('testkit/'));
const citations = loadSourceFiles()
  .filter(({ path }) => holdsTests(path))
  .flatMap(citationsIn);
const proofs = Map.groupBy(citations, ({ number }) => number);

function show(title: string, lines: readonly Requirement[]): void {
  print(`\n${title}`);
  for (const { number, title: words } of lines) {
    const found: readonly Citation[] = proofs.get(number) ?? [];
    print(`${found.length === 0 ? '-' : '+'} ${number.padEnd(7)} ${words}`);
    for (const { path, line, title: test } of found) print(`            ${path}:${line}  ${test}`);
  }
}

function sum(lines: readonly Requirement[], what: string): void {
  const without = lines.filter(({ number }) => !proofs.has(number)).map(({ number }) => number);
  print(`${lines.length - without.length} of ${lines.length} ${what} are cited by a test.`);
  if (without.length > 0) print(`Without a proof: ${without.join(', ')}`);
}

show('Requirements', requirements);
show('Invariants', invariants);
print();
sum(requirements, 'requirements');
sum(invariants, 'invariants');
const unknown = citations.filter(({ number }) => !knownNumbers().has(number));
for (const { number, path, line } of unknown) print(`${path}:${line} cites ${number}, which is in no list.`);
process.exitCode = unknown.length === 0 ? 0 : 1;
