import type { Operation } from './operations.ts';
import type { Path } from './schema-faults.ts';

/** What an answer has to be, decided from the document before anything is sent. */
export type Expectation =
  /** The document forbids it: a 4xx problem, naming one of the fields when there are some. `statuses`: only these. */
  | { readonly kind: 'refused'; readonly fields: readonly Path[]; readonly statuses: readonly number[] | null }
  /** The document allows it: success, or a refusal with a code that the document lists for the operation. */
  | { readonly kind: 'open' };

/** One request and what must come of it. */
export interface FuzzCase {
  readonly operation: Operation;
  readonly what: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | null;
  readonly expectation: Expectation;
}

/** What the requests are made with. */
export interface World {
  readonly adminKey: string;
  readonly publishableKey: string;
  /** A secret key with only this scope. */
  readonly keyOfScope: (scope: string) => string;
  /** The value of a path parameter that leads to something, for one operation. */
  readonly parameterOf: (operation: Operation, name: string) => string;
  /** Good values by field name. */
  readonly known: Readonly<Record<string, readonly unknown[]>>;
}
