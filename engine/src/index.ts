export * from './ports.ts';
export * from './engine.ts';
export { realMachine, type Machine } from './machine.ts';
export { createEngine } from './running-engine.ts';
