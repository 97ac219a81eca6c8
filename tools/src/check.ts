// `npm run check`: the fast gates.
import { runAllGates } from './gates/all-gates.ts';
import { print } from './support/terminal.ts';

const results = await runAllGates();
const failedCount = results.filter(({ problems }) => problems.length > 0).length;
print(`${results.length - failedCount} passed, ${failedCount} failed`);
process.exitCode = failedCount === 0 ? 0 : 1;
