import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkGenerated } from './generated.ts';

let folder = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringback-generators-'));
  write('package.json', '{ "type": "module" }');
  write(
    'contract/src/generate.ts',
    "import { writeFileSync } from 'node:fs';\nwriteFileSync(`${import.meta.dirname}/../made.txt`, 'made');",
  );
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what the generator writes is in step', async () => {
  write('contract/made.txt', 'made');
  expect(await checkGenerated(folder)).toMatchObject({ problems: [], seenCount: 1 });
});

test('planted: a file changed by hand is found, and not touched', async () => {
  write('contract/made.txt', 'changed by hand');
  expect((await checkGenerated(folder)).problems).toEqual([expect.stringContaining('contract/made.txt')]);
  expect(readFileSync(join(folder, 'contract/made.txt'), 'utf8')).toBe('changed by hand');
});

test('planted: a file that was never written is found, and not written', async () => {
  expect((await checkGenerated(folder)).problems).toEqual([expect.stringContaining('contract/made.txt')]);
  expect(existsSync(join(folder, 'contract/made.txt'))).toBe(false);
});

test('planted: a generator that fails is a problem', async () => {
  write('contract/src/generate.ts', "throw new Error('broken generator');");
  expect((await checkGenerated(folder)).problems).toEqual([expect.stringContaining('broken generator')]);
});
