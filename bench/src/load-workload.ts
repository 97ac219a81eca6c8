import type { Workload } from './workload.ts';

/** The workloads by name, with what each measures. */
export const workloads = {
  accept: 'callback requests over HTTP, beside two job queues',
  dispatch: 'from an agent becoming free to the decision who is rung',
  recover: 'from a dead writer to the first decision of the next',
  memory: 'bytes of a waiting callback',
  calls: 'callbacks on a real Asterisk: set-up, processor time, lateness of events',
  decide: 'decisions of the rules alone, without a database',
} as const;
/** Name of a workload. */
export type WorkloadName = keyof typeof workloads;

/** Is this the name of a workload? */
export function isWorkloadName(name: string): name is WorkloadName {
  return Object.hasOwn(workloads, name);
}

/** A workload by its name: the export of that name in `<name>/<name>.ts`. Throws when it is not there. */
export async function loadWorkload(name: WorkloadName): Promise<Workload> {
  const module: unknown = await import(`./${name}/${name}.ts`).catch((error: unknown) => {
    if (isMissing(error, name)) throw new Error(`The workload ${name} is not in this tree.`);
    throw error;
  });
  const found =
    typeof module === 'object' && module !== null ? Object.entries(module).find(([key]) => key === name) : undefined;
  if (typeof found?.[1] !== 'function') throw new Error(`${name}/${name}.ts does not export ${name}.`);
  return found[1];
}

/** Only the workload's own file: a missing import within it is a fault to be seen. */
function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`Cannot find module`) &&
    new RegExp(`Cannot find module '[^']*/${name}/${name}\\.ts'`, 'u').test(error.message)
  );
}
