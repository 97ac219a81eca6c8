import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSource, repositoryRoot } from '../support/repository.ts';
import { allMutations } from './all-mutations.ts';
import { judge } from './judge.ts';
import type { Mutation } from './mutation.ts';
import { makeWorkingCopy, type WorkingCopy } from './working-copy.ts';

const RUN_MAX_MS = 120_000;
const oneFile = ['core/src/routing/routing.test.ts'];
const testsOnly = { seedCount: 0, profile: 'faults', areTestsAsked: true };
const skills = allMutations.find(({ name }) => name === 'skills');

describe('a guard taken out of a copy', () => {
  let copy: WorkingCopy;
  beforeAll(() => {
    copy = makeWorkingCopy();
  });
  afterAll(() => copy.remove());

  test(
    'is noticed by a test, named with its file; the copy is whole again afterwards, and ours was never touched',
    async () => {
      if (skills === undefined) throw new Error('the mutation of the skills is gone');
      const path = 'core/src/routing/eligibility.ts';
      const before = readSource(path);
      const { verdict } = await judge(copy, { ...skills, tests: oneFile }, testsOnly);
      expect(verdict).toMatchObject({ kind: 'test', path: oneFile[0] });
      expect(readFileSync(join(copy.root, path), 'utf8')).toBe(before);
      expect(readSource(path)).toBe(before);
    },
    RUN_MAX_MS,
  );

  test(
    'that guards nothing survives',
    async () => {
      const harmless: Mutation = {
        name: 'harmless',
        guard: 'none',
        breaks: ['I5'],
        edits: [
          { path: 'core/src/routing/eligibility.ts', find: '>= asked.levelMin', replace: '>= Number(asked.levelMin)' },
        ],
        tests: oneFile,
      };
      const { verdict } = await judge(copy, harmless, testsOnly);
      expect(verdict).toEqual({ kind: 'survived' });
    },
    RUN_MAX_MS,
  );

  test('the rooms of the copy import one another, not ours', () => {
    expect(copy.root.startsWith(repositoryRoot)).toBe(false);
    expect(readFileSync(join(copy.root, 'node_modules/@ringback/core/package.json'), 'utf8')).toBe(
      readSource('core/package.json'),
    );
    expect(existsSync(join(copy.root, 'node_modules/vitest/package.json'))).toBe(true);
  });
});
