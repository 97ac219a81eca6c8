// The load generator, a process of its own: takes its plan as JSON in the first argument, writes what came of it as JSON.
import { runLoad, type LoadPlan } from './run-load.ts';

// Written by `runLoadProcess` from a LoadPlan; nobody else starts this program.
const plan = JSON.parse(process.argv[2] ?? 'null') as LoadPlan;
process.stdout.write(JSON.stringify(await runLoad(plan)));
