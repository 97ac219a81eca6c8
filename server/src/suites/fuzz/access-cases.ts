import { scopes } from '@ringback/contract';
import type { FuzzCase, World } from './fuzz-case.ts';
import { preview } from './mutations.ts';
import type { Operation } from './operations.ts';
import { caseOf, goodParts } from './requests.ts';
import type { Resolve } from './schema-node.ts';

const noKeys: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['no key', {}],
  ['an empty header', { authorization: '' }],
  ['an empty bearer', { authorization: 'Bearer ' }],
  ['an unknown key', { authorization: 'Bearer rb_sk_00000000000000000000000000000000' }],
  ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
  ['two keys in one', { authorization: 'Bearer rb_sk_a, Bearer rb_sk_b' }],
  ['a long key', { authorization: `Bearer rb_sk_${'a'.repeat(5_000)}` }],
  ['an injection', { authorization: "Bearer ' OR '1'='1" }],
  ['a made-up token', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' }],
  ['a made-up session', { cookie: 'ringback_session=e30.zzzzzzzz.AAAA' }],
  ['a broken session', { cookie: 'ringback_session=%E0%A4%A' }],
];

/** Requests without a key, with a wrong one, and with one that may not. */
export function* accessCases(operation: Operation, world: World, resolve: Resolve): Generator<FuzzCase> {
  const { scope } = operation;
  if (scope === null) return;
  const good = goodParts(operation, world, resolve);
  for (const [what, headers] of noKeys) {
    yield caseOf(operation, what, { ...good, headers }, { kind: 'refused', fields: [], statuses: [401] });
  }
  if (scope === 'any') return;
  const refused = { kind: 'refused', fields: [], statuses: [403] } as const;
  for (const other of scopes.filter((candidate) => candidate !== scope)) {
    const headers = { authorization: `Bearer ${world.keyOfScope(other)}` };
    yield caseOf(operation, `a key with the scope ${other}`, { ...good, headers }, refused);
  }
  const headers = { authorization: `Bearer ${world.publishableKey}`, origin: 'https://elsewhere.example' };
  yield caseOf(operation, 'a publishable key of another page', { ...good, headers }, refused);
}

/** Methods that an address does not take. */
export function* methodCases(
  operation: Operation,
  all: readonly Operation[],
  world: World,
  resolve: Resolve,
): Generator<FuzzCase> {
  const taken = new Set(all.filter(({ path }) => path === operation.path).map(({ method }) => String(method)));
  const good = goodParts(operation, world, resolve);
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((candidate) => !taken.has(candidate))) {
    const parts = { ...good, payload: method === 'GET' ? null : '{}' };
    yield caseOf(
      operation,
      `the method ${preview(method)}`,
      parts,
      { kind: 'refused', fields: [], statuses: [405] },
      method,
    );
  }
}
