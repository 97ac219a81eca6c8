export * from './ports.ts';
export * from './engine.ts';
export { createEngine } from './running-engine.ts';
