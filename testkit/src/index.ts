export * from './clocks.ts';
export * from './phone-contract/index.ts';
export * from './store-contract/index.ts';
export { createMemoryStore, type MemoryStore } from './memory-store/memory-store.ts';
export { commitBatch, copy as copyRow, holdLease, loadTenant, newTenant, type Tenant } from './memory-store/tenant.ts';
export * from './core-bench/index.ts';
export * from './seeded.ts';
export * from './until.ts';
