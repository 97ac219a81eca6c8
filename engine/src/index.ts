export * from './ports.ts';
export * from './engine.ts';
export { realMachine, type Machine } from './machine.ts';
export { isKeptUntilDone } from './kept-effects.ts';
export { createEngine } from './running-engine.ts';
