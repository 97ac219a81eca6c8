/** A room of the repository: one workspace package, or the shared ground of `drivers/`. */
export interface Room {
  /** Its folder, relative to the root. */
  readonly folder: string;
  /** The name other rooms import. */
  readonly packageName: string;
}

/** What a room may import from the other rooms, and from npm where that is limited. */
export interface Arrows {
  readonly rooms: readonly string[] | 'all';
  readonly packages: readonly string[] | 'declared';
}

/** The arrows of the design: an import that is not listed here is a mistake. */
export const arrowsOf: Readonly<Record<string, Arrows>> = {
  core: { rooms: [], packages: ['temporal-polyfill', 'libphonenumber-js', 'zod'] },
  engine: { rooms: ['core'], packages: 'declared' },
  drivers: { rooms: ['core', 'engine'], packages: 'declared' },
  contract: { rooms: [], packages: ['zod'] },
  client: { rooms: ['contract'], packages: 'declared' },
  // The widget's design tokens are shared: one design language for customers and staff.
  console: { rooms: ['client', 'contract', 'widget'], packages: 'declared' },
  widget: { rooms: ['client', 'contract'], packages: 'declared' },
  server: { rooms: ['core', 'engine', 'contract', 'client', 'drivers'], packages: 'declared' },
  testkit: { rooms: ['core', 'engine'], packages: 'declared' },
  simulator: { rooms: ['core', 'engine', 'testkit'], packages: 'declared' },
  e2e: { rooms: 'all', packages: 'declared' },
  bench: { rooms: 'all', packages: 'declared' },
  tools: { rooms: 'all', packages: 'declared' },
};

/** The rooms that tests of any room may import besides its own arrows. */
export const roomsForTests: readonly string[] = ['testkit', 'tools', 'drivers'];

/** The only place of the server that may name a concrete driver. */
export const compositionFolder = 'server/src/composition/';

/** The room of a path relative to the root, or null for files at the root and in docs. */
export function roomOfPath(path: string): Room | null {
  const [first, second] = path.split('/');
  if (first === undefined || second === undefined) return null;
  if (first === 'drivers') return { folder: `drivers/${second}`, packageName: `@ringback/driver-${second}` };
  return first in arrowsOf ? { folder: first, packageName: `@ringback/${first}` } : null;
}

/** The kind of room a package belongs to: its key in the arrows, or null when it is none of ours. */
export function roomKindOfPackage(packageName: string): string | null {
  const match = /^@ringback\/([\w-]+)$/u.exec(packageName);
  const name = match?.[1];
  if (name === undefined) return null;
  return name.startsWith('driver-') ? 'drivers' : name;
}

/** The package part of an import: `@scope/name` or `name`. */
export function packageOfSpecifier(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
