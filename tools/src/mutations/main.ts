// `npm run mutations`: takes one guard at a time out of a copy of the code and says which checker or test noticed.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { print, secondsSince } from '../support/terminal.ts';
import { allMutations } from './all-mutations.ts';
import { ask, judge, type Question, type Result } from './judge.ts';
import type { Mutation } from './mutation.ts';
import { usualTests } from './related-tests.ts';
import { countLine, json, table } from './report.ts';
import { inWords, isCaught } from './verdict.ts';
import { makeWorkingCopy, type WorkingCopy } from './working-copy.ts';

const help = `npm run mutations [-- options]
  --only NAME    only this mutation; may be given more than once
  --seeds N      ask the simulator with the seeds 1 to N (100); 0: do not ask it
  --profile NAME the simulator's profile (mixed)
  --no-tests     ask the simulator only
  --json FILE    writes the results there as well
  --list         names the mutations`;

/** As many as the smallest machine has processors for. */
const copiesAtOnce = 2;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    seeds: { type: 'string', default: '100' },
    profile: { type: 'string', default: 'mixed' },
    'no-tests': { type: 'boolean', default: false },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function chosenMutations(): readonly Mutation[] {
  const unknown = options.only.filter((name) => !allMutations.some((mutation) => mutation.name === name));
  if (unknown.length > 0) throw new Error(`There is no mutation ${unknown.join(', ')}; --list names them.`);
  return options.only.length === 0 ? allMutations : allMutations.filter(({ name }) => options.only.includes(name));
}

/** The simulator is asked about everything first; the tests only about what it did not notice: they take far longer. */
function questions(): readonly Question[] {
  const seedCount = Number(options.seeds);
  if (!Number.isInteger(seedCount) || seedCount < 0) throw new Error('--seeds takes a whole number.');
  const { profile } = options;
  const simulator = seedCount === 0 ? [] : [{ seedCount, profile, areTestsAsked: false }];
  const tests = options['no-tests'] ? [] : [{ seedCount: 0, profile, areTestsAsked: true }];
  return [...simulator, ...tests];
}

/** Unchanged code that fails would make every mutation look noticed. */
async function expectQuiet(copy: WorkingCopy, mutations: readonly Mutation[], question: Question): Promise<void> {
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests ?? usualTests))];
  const startedAtMs = performance.now();
  const verdict = await ask(copy.root, tests, question);
  if (verdict !== null) throw new Error(`The code fails as it is, so nothing can be said: ${inWords(verdict)}`);
  const whom = question.areTestsAsked ? 'The tests notice' : 'The simulator notices';
  print(`${whom} nothing in the code as it is (${secondsSince(startedAtMs)}). ${mutations.length} mutations:\n`);
}

/** Judges every mutation, each copy taking the next. */
async function judgeAll(copies: readonly WorkingCopy[], asked: Asked): Promise<void> {
  const waiting = [...asked.mutations];
  let doneCount = 0;
  const work = async (copy: WorkingCopy): Promise<void> => {
    for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
      const result = await judge(copy, mutation, asked.question);
      asked.results.set(mutation, result);
      doneCount += 1;
      tell(result, `${doneCount}/${asked.mutations.length}`);
      keep(asked.results);
    }
  };
  await Promise.all(copies.map(work));
}

function isNoticed(result: Result | undefined): boolean {
  return result !== undefined && isCaught(result.verdict);
}

/** One round: which mutations, who is asked about them, and where the answers go. */
interface Asked {
  readonly mutations: readonly Mutation[];
  readonly question: Question;
  readonly results: Map<Mutation, Result>;
}

/** After each result, so that a run that is cut short leaves what it found. */
function keep(results: ReadonlyMap<Mutation, Result>): void {
  if (options.json !== undefined) writeFileSync(options.json, json([...results.values()]));
}

function tell({ mutation, verdict, tookMs }: Result, place: string): void {
  const mark = isCaught(verdict) ? 'noticed ' : 'MISSED  ';
  print(
    `${place.padStart(7)}  ${mark} ${mutation.name.padEnd(28)} ${inWords(verdict)} (${(tookMs / 1000).toFixed(1)} s)`,
  );
}

async function main(): Promise<number> {
  if (options.help || options.list) {
    print(options.help ? help : allMutations.map(({ name, guard }) => `${name.padEnd(28)} ${guard}`).join('\n'));
    return 0;
  }
  const chosen = chosenMutations();
  const results = new Map<Mutation, Result>();
  const first = makeWorkingCopy();
  const copies = [first];
  process.on('exit', () => copies.forEach((copy) => copy.remove()));
  for (const question of questions()) {
    const mutations = chosen.filter((mutation) => !isNoticed(results.get(mutation)));
    if (mutations.length === 0) continue;
    await expectQuiet(first, mutations, question);
    while (copies.length < Math.min(copiesAtOnce, mutations.length)) copies.push(makeWorkingCopy(first.root));
    await judgeAll(copies, { mutations, question, results });
  }
  const inOrder = chosen.flatMap((mutation) => results.get(mutation) ?? []);
  print(`\n${table(inOrder)}\n\n${countLine(inOrder)}`);
  return inOrder.every(({ verdict }) => isCaught(verdict)) ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
try {
  process.exitCode = await main();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
