// `npm run gen`: writes every generated file; `npm run gen -- --check` only looks whether they are in step.
import { checkGenerated, presentGenerators } from './gates/generated.ts';
import { runProgram } from './support/child-process.ts';
import { print } from './support/terminal.ts';

async function writeAll(): Promise<boolean> {
  for (const program of [...presentGenerators(), 'tools/src/lock-migrations.ts']) {
    print(`${program} ...`);
    const { code, output } = await runProgram(process.execPath, [program]);
    if (output.trim() !== '') print(output.trim());
    if (code !== 0) return false;
  }
  return true;
}

async function lookOnly(): Promise<boolean> {
  const { problems, seenCount } = await checkGenerated();
  for (const problem of problems) print(problem);
  print(`${seenCount} generators looked at, ${problems.length} files out of step.`);
  return problems.length === 0;
}

const isRight = process.argv.includes('--check') ? await lookOnly() : await writeAll();
process.exitCode = isRight ? 0 : 1;
