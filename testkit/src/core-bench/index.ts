export * from './configuration.ts';
export * from './bench.ts';
export * from './bench-phone.ts';
export { checkInvariants } from './invariants.ts';
export * from './eligibility.ts';
