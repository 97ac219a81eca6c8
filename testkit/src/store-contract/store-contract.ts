import type { KeyStore, ReadModel, Store } from '@ringback/engine';
import { afterAll, beforeAll, describe } from 'vitest';
import { commitContract } from './commit-contract.ts';
import { historyContract } from './history-contract.ts';
import { inboxContract } from './inbox-contract.ts';
import { keyContract } from './key-contract.ts';
import { leaseContract } from './lease-contract.ts';
import { loadContract } from './load-contract.ts';
import { searchContract } from './search-contract.ts';

/** An open database, as far as the contract goes. */
export interface OpenStore {
  readonly store: Store;
  readonly readModel: ReadModel;
  readonly keyStore: KeyStore;
  close(): Promise<void>;
}

/** A store to be put to the test: empty at first. */
export interface StoreUnderTest extends OpenStore {
  /** Closes it and opens the same data again. */
  reopen(): Promise<StoreUnderTest>;
  /** A second node on the same data; the same open database where only one may be open. */
  another(): Promise<OpenStore>;
}

/** Gives the tests whatever is open at the moment. */
export interface Subject {
  readonly open: () => StoreUnderTest;
  readonly reopen: () => Promise<StoreUnderTest>;
}

/** Everything the engine relies on in a Store. Each test works on a tenant of its own. */
export function describeStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store contract: ${name}`, () => {
    let current: StoreUnderTest | null = null;
    const opened = (): StoreUnderTest => {
      if (current === null) throw new Error('the store is not open');
      return current;
    };
    const subject: Subject = {
      open: opened,
      reopen: async () => (current = await opened().reopen()),
    };
    beforeAll(async () => {
      current = await open();
    }, 120_000);
    afterAll(async () => {
      await current?.close();
    }, 60_000);

    describe('lease', () => leaseContract(subject));
    describe('commit', () => commitContract(subject));
    describe('history', () => historyContract(subject));
    describe('load', () => loadContract(subject));
    describe('inbox', () => inboxContract(subject));
    describe('search', () => searchContract(subject));
    describe('keys', () => keyContract(subject));
  });
}
