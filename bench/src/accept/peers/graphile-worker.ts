import { makeWorkerUtils } from 'graphile-worker';
import { CONNECTION_COUNT_MAX, QUEUE_NAME, type OpenPeer } from './peer.ts';

/** graphile-worker: one `addJob` per request. */
export const openGraphileWorker: OpenPeer = async (databaseUrl) => {
  const worker = await makeWorkerUtils({ connectionString: databaseUrl, maxPoolSize: CONNECTION_COUNT_MAX });
  await worker.migrate();
  return {
    store: async (job) => (await worker.addJob(QUEUE_NAME, job)).id,
    stop: async () => {
      await worker.release();
    },
  };
};
