// A peer behind the same HTTP: the same framework, the same schema, one durable job per request.
import { callbackRequest } from '@ringback/contract';
import fastify from 'fastify';
import { openGraphileWorker } from './graphile-worker.ts';
import type { OpenPeer } from './peer.ts';
import { openPgBoss } from './pg-boss.ts';

const peers: Readonly<Record<string, OpenPeer>> = { 'graphile-worker': openGraphileWorker, 'pg-boss': openPgBoss };

const [name = '', databaseUrl = '', port = ''] = process.argv.slice(2);
const open = peers[name];
if (open === undefined) throw new Error(`no peer is called ${name}`);
const peer = await open(databaseUrl);
const app = fastify({ logger: false });
app.get('/readyz', async () => ({ status: 'ok' }));
app.post('/v1/callbacks', async (request, reply) => {
  const job = callbackRequest.parse(request.body);
  const id = await peer.store(job);
  return reply.code(201).send({ id, ...job });
});
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => peer.stop())
    .finally(() => process.exit(0));
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
