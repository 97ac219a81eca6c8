import type { Callback } from '@ringback/contract';
import { accessCases, methodCases } from './access-cases.ts';
import { bodyCases, brokenBodyCases } from './body-cases.ts';
import type { FuzzCase, World } from './fuzz-case.ts';
import type { Operation } from './operations.ts';
import { parameterCases } from './parameter-cases.ts';
import type { Resolve } from './schema-node.ts';
import type { Random } from './test-choices.ts';
import { stateCases } from './state-cases.ts';

/** What the cases are made from. */
export interface CaseSource {
  readonly operations: readonly Operation[];
  readonly resolve: Resolve;
  readonly world: World;
  /** Callbacks in as many states as there are. */
  readonly callbacks: readonly Callback[];
  readonly random: Random;
  /** Operations with more changes of their body than this have them thinned by lot. */
  readonly bodyCountMax: number;
}

/** The cases of every operation. */
export function allCases(source: CaseSource): FuzzCase[] {
  return source.operations.flatMap((operation) => casesOf(operation, source));
}

function casesOf(
  operation: Operation,
  { operations, resolve, world, callbacks, random, bodyCountMax }: CaseSource,
): FuzzCase[] {
  const cases = [
    ...bodyCases({ operation, world, resolve, random, countMax: bodyCountMax }),
    ...brokenBodyCases(operation, world, resolve),
    ...parameterCases(operation, world, resolve),
    ...accessCases(operation, world, resolve),
    ...methodCases(operation, operations, world, resolve),
    ...stateCases(operation, callbacks, world, resolve),
  ];
  // An answer that never ends cannot be waited for.
  return operation.isStream ? cases.filter(({ expectation }) => expectation.kind === 'refused') : cases;
}
