import { publishedPrograms } from './published-programs.ts';
import { erlangARows, generalRows, impatientRows, unlimitedPatienceRows } from './reference-tables.ts';
import { erlangAWorld, generalWorld, impatientWorld, unlimitedPatienceWorld } from './steady-worlds.ts';
import type { World } from './world.ts';

/** Every world, in the order of the tables. */
export const worlds: readonly World[] = [
  ...unlimitedPatienceRows.map(unlimitedPatienceWorld),
  ...impatientRows.map(impatientWorld),
  ...generalRows.map(generalWorld),
  ...erlangARows.map(erlangAWorld),
  ...publishedPrograms,
];

/** A world that must exist. */
export function worldNamed(name: string): World {
  const found = worlds.find((world) => world.name === name);
  if (found === undefined) throw new Error(`There is no world ${name}.`);
  return found;
}
