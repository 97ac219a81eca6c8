export { profileOf, profiles, calmFaults, type Faults, type Profile } from './profiles.ts';
export { runSeed, addResult, noTotals, type SeedResult, type SeedRun, type Totals } from './run.ts';
export { World, type WorldResult } from './world.ts';
export { Random } from './random.ts';
export { Scheduler } from './scheduler.ts';
