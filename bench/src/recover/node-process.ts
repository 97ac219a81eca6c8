import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { phases, type Phase, type PhaseTimes } from './phases.ts';

/** A node that runs in a process of its own. */
export interface NodeProcess {
  readonly times: PhaseTimes;
  /** Processor time of the node until it decided, all its threads, milliseconds. */
  readonly processorMs: number;
  /** kill -9: it can release nothing and say nothing. */
  kill(): Promise<void>;
}

/** Starts a node and resolves when its first decision is durable. Rejects when it ends before. */
export async function startNode(url: string, tenantId: string, agentIndex: number): Promise<NodeProcess> {
  const program = fileURLToPath(new URL('./recover-process.ts', import.meta.url));
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(process.execPath, [program, url, tenantId, String(agentIndex)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const times = new Map<Phase, number>();
  let usedMs = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { phase, at, processorMs } = readLine(line);
    usedMs = processorMs;
    times.set(phase, at - startedAt);
    if (phase === 'decided') break;
  }
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  if (!times.has('decided')) {
    await kill();
    throw new Error('the node ended before it decided');
  }
  const timeOf = (phase: Phase): number => times.get(phase) ?? 0;
  return {
    times: {
      program_loaded: timeOf('program_loaded'),
      database_opened: timeOf('database_opened'),
      lease_held: timeOf('lease_held'),
      rows_loaded: timeOf('rows_loaded'),
      writer: timeOf('writer'),
      decided: timeOf('decided'),
    },
    processorMs: usedMs,
    kill,
  };
}

function readLine(line: string): { phase: Phase; at: number; processorMs: number } {
  const value: unknown = JSON.parse(line);
  if (typeof value === 'object' && value !== null && 'phase' in value && 'at' in value && 'processorMs' in value) {
    const phase = phases.find((one) => one === value.phase);
    if (phase !== undefined && typeof value.at === 'number' && typeof value.processorMs === 'number')
      return { phase, at: value.at, processorMs: value.processorMs };
  }
  throw new Error(`not a phase: ${line}`);
}
