import { PgBoss } from 'pg-boss';
import { CONNECTION_COUNT_MAX, QUEUE_NAME, type OpenPeer } from './peer.ts';

/** pg-boss: one `send` per request. */
export const openPgBoss: OpenPeer = async (databaseUrl) => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: CONNECTION_COUNT_MAX });
  await boss.start();
  await boss.createQueue(QUEUE_NAME);
  return {
    store: async (job) => {
      const id = await boss.send(QUEUE_NAME, job);
      if (id === null) throw new Error('the job was not stored');
      return id;
    },
    stop: () => boss.stop({ graceful: false }),
  };
};
