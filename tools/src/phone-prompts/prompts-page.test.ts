import { promptNames, spokenLanguages } from '@ringback/core';
import { expect, test } from 'vitest';
import { readSource } from '../support/repository.ts';

const page = readSource('docs/guides/prompts.md');

test('[C3] the guide tells of every sentence, in their order, and of every language', () => {
  expect([...page.matchAll(/^\| `(\w+)` \|/gmu)].map(([, name]) => name)).toEqual([...promptNames]);
  expect(spokenLanguages.filter((language) => !page.includes(`\`${language}\``))).toEqual([]);
});
