import { expect, test } from 'vitest';
import { contextRows } from './contextRows.ts';

test('[R11] context of any shape reads as rows of text', () => {
  expect(contextRows('case 17')).toEqual(['case 17']);
  expect(contextRows(true)).toEqual(['Yes']);
  expect(contextRows(null)).toEqual(['None']);
  expect(contextRows(['/home', '/prices'])).toEqual(['/home', '/prices']);
  expect(contextRows({ plan: 'gold', seats: 3, tags: ['a', 'b'] })).toEqual(['plan: gold', 'seats: 3', 'tags: a, b']);
  expect(contextRows([{ page: '/cart', seconds: 40 }])).toEqual(['page: /cart, seconds: 40']);
});
