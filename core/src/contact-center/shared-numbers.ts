import type { Center } from './center.ts';
import type { ConfigurationChange, ConfigurationKinds } from './configuration.ts';

/** A number that two documents of a kind claim, told of one that is written. */
export interface SharedNumber {
  readonly path: string;
  readonly message: string;
}

/**
 * Numbers that would belong to two services or to two call-in groups after the changes: whoever calls one of a service would reach
 * whichever comes first, and codes of two groups could be the same.
 */
export function sharedNumbers(center: Center, changes: readonly ConfigurationChange[]): readonly SharedNumber[] {
  return [
    ...claimedTwice(center.services, changes, 'services', 'inboundNumbers', ({ inboundNumbers }) => inboundNumbers),
    ...claimedTwice(center.callInGroups, changes, 'call-in-groups', 'numbers', ({ numbers }) => numbers),
  ];
}

type NumberedKind = 'services' | 'call-in-groups';

function claimedTwice<K extends NumberedKind>(
  before: ReadonlyMap<string, ConfigurationKinds[K]>,
  changes: readonly ConfigurationChange[],
  kind: K,
  field: string,
  numbersOf: (document: ConfigurationKinds[K]) => readonly string[],
): readonly SharedNumber[] {
  const written = new Set<string>();
  const after = new Map(before);
  for (const change of changes) {
    if (!isOfKind(change, kind)) continue;
    written.add(change.id);
    if (change.parsed === null) after.delete(change.id);
    else after.set(change.id, change.parsed);
  }
  if (written.size === 0) return [];
  const claims = [...after].flatMap(([id, document]) =>
    [...new Set(numbersOf(document))].map((number) => ({ id, number })),
  );
  const owners = Map.groupBy(claims, ({ number }) => number);
  return claims.flatMap(({ id, number }) => {
    const other = owners.get(number)?.find((claim) => claim.id !== id);
    if (other === undefined || !written.has(id)) return [];
    return [
      { path: `${kind}.${id}.${field}`, message: `${number} is a number of ${other.id}, too. Give it to one of them.` },
    ];
  });
}

function isOfKind<K extends NumberedKind>(
  change: ConfigurationChange,
  kind: K,
): change is ConfigurationChange & { readonly kind: K; readonly parsed: ConfigurationKinds[K] | null } {
  return change.kind === kind;
}
