/** A program for crash tests: opens the embedded database in a folder, commits one callback, says so and stays. */
import { openEmbedded } from '../embedded/open-embedded.ts';
import { batch, callback } from './samples.ts';

const [, , folder, tenantId] = process.argv;
if (folder === undefined || tenantId === undefined) throw new TypeError('expected a folder and a tenant');
const database = await openEmbedded({ folder });
const at = Date.UTC(2026, 2, 2);
const lease = await database.store.holdLease({ tenantId, nodeId: `holder_${process.pid}`, at, ttlMs: 1_000 });
if (lease === null) throw new Error('the lease is held');
await database.store.commit(batch({ tenantId, fence: lease.fence, changes: [callback('cb_1')] }));
process.send?.({ databasePid: database.processId() });
