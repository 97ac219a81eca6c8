import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import { knownNumbers } from '../support/citations.ts';
import { readSource } from '../support/repository.ts';
import { parseSource } from '../support/syntax.ts';
import { allMutations } from './all-mutations.ts';
import { applyEdit, mutatedFiles, MutationDoesNotFitError } from './mutation.ts';

describe.each(allMutations.map((mutation) => [mutation.name, mutation] as const))('%s', (_name, mutation) => {
  test('fits the code as it is, and what it makes of it can be run', () => {
    const files = [...mutatedFiles(mutation, readSource)];
    expect(files.length).toBeGreaterThan(0);
    for (const [path, text] of files) {
      expect(text).not.toBe(readSource(path));
      expect(() => parseSource(path, stripTypeScriptTypes(text))).not.toThrow();
    }
  });

  test('names numbers that exist', () => {
    expect(mutation.breaks.length).toBeGreaterThan(0);
    const known = knownNumbers();
    expect(mutation.breaks.filter((number) => !known.has(number))).toEqual([]);
  });
});

test('names are unique', () => {
  const names = allMutations.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(20);
});

test('a place that is gone, or is there twice, does not fit', () => {
  const edit = { path: 'a.ts', find: 'guard();', replace: '' };
  expect(applyEdit('before; guard(); after;', edit)).toBe('before;  after;');
  expect(() => applyEdit('before; after;', edit)).toThrow(MutationDoesNotFitError);
  expect(() => applyEdit('guard(); guard();', edit)).toThrow(MutationDoesNotFitError);
});
