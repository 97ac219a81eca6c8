import { schemaFaults, type Path } from './schema-faults.ts';
import type { Resolve, SchemaNode } from './schema-node.ts';

/** Known good values by the name of the field; those that do not fit a schema are passed over. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** Tried for patterns and formats, in this order. */
const candidates: readonly string[] = [
  'fuzz',
  'en',
  'US',
  '08:00',
  '2026-12-24',
  '2027-03-02T10:00:00Z',
  '+1202555',
  '+12025550150',
  'name@example.com',
  'https://shop.example',
  'Europe/Berlin',
  '1',
  'support',
  ...['svc', 'q', 'agt', 'hrs', 'cap', 'nr', 'cb', 'ci', 'cig', 'off', 'hold', 'call', 'key'].map(
    (prefix) => `${prefix}_fuzz`,
  ),
];

/**
 * A valid value with everything filled in: every optional field, one item in each array, one entry in each record.
 * Throws when none of the candidates fits a pattern: then add one.
 */
export function sampleOf(schema: SchemaNode, resolve: Resolve, known: KnownValues, path: Path = []): unknown {
  const node = resolve(schema);
  const fits = (value: unknown): boolean => schemaFaults(node, value, resolve, path).length === 0;
  const named = (known[path.at(-1) ?? ''] ?? []).find(fits);
  if (named !== undefined) return named;
  if (node.anyOf !== undefined) return sampleOf(meantBranch(node.anyOf, path), resolve, known, path);
  if (node.type === 'object') return sampleObject(node, resolve, known, path);
  if (node.type === 'array')
    return node.items === undefined ? [] : [sampleOf(node.items, resolve, known, [...path, '0'])];
  const found = [node.default, ...(node.enum ?? []), node.const, ...candidates, node.minimum, 1, true, null].find(
    (value) => value !== undefined && fits(value),
  );
  if (found === undefined) throw new Error(`no sample fits ${path.join('.')}: ${JSON.stringify(node)}`);
  return found;
}

/** References to other documents stay null where they may: nothing else need exist then. */
function meantBranch(branches: readonly SchemaNode[], path: Path): SchemaNode {
  const empty = branches.find((branch) => branch.type === 'null');
  const structured = branches.find((branch) => branch.type === 'object');
  const isReference = (path.at(-1) ?? '').endsWith('Id');
  const meant = isReference && empty !== undefined ? empty : (structured ?? branches[0]);
  if (meant === undefined) throw new Error(`${path.join('.')} has no branch`);
  return meant;
}

function sampleObject(node: SchemaNode, resolve: Resolve, known: KnownValues, path: Path): object {
  const { properties = {}, additionalProperties, propertyNames } = node;
  const fields = Object.entries(properties)
    .filter(([, inner]) => inner.readOnly !== true)
    .map(([name, inner]) => [name, sampleOf(inner, resolve, known, [...path, name])]);
  if (additionalProperties === undefined || additionalProperties === false) return Object.fromEntries(fields);
  const name = propertyNames === undefined ? 'fuzz' : sampleOf({ type: 'string', ...propertyNames }, resolve, {});
  const inner =
    additionalProperties === true ? 'fuzz' : sampleOf(additionalProperties, resolve, known, [...path, String(name)]);
  return Object.fromEntries([...fields, [String(name), inner]]);
}
