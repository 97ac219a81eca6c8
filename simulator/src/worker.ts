import { parentPort, workerData } from 'node:worker_threads';
import { profileOf } from './profiles.ts';
import { runSeed } from './run.ts';
import type { WorkerTask } from './workers.ts';

// Sent by `runOnThreads` of the same program.
const { profileName, agentCount, dayCount, isOnce, storyLength } = workerData as WorkerTask;
const profile = profileOf(profileName, agentCount);

parentPort?.on('message', (seed: number) => {
  if (profile === null) throw new Error(`there is no profile ${profileName}`);
  void runSeed({ seed, profile, dayCount, isOnce, storyLength }).then((result) => parentPort?.postMessage(result));
});
