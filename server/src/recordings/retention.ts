import { recordingRow, type Recording } from '@ringback/core';
import type { Clock } from '@ringback/engine';
import { z } from 'zod';
import type { Parts } from '../parts.ts';

/** How often is looked for recordings whose time is over, milliseconds of the centre's clock. */
const LOOK_EVERY_MS = 3_600_000;
/** Recordings given up in one go. */
const PORTION = 200;
const DAY_MS = 86_400_000;

type Keeping = Pick<Parts, 'engine' | 'readModel' | 'tenantId' | 'configuration' | 'recordings' | 'log' | 'now'>;

const retention = z.looseObject({ recordingRetentionDays: z.number().nullable().default(null) });

/**
 * Gives up the recordings whose service keeps them no longer, and removes the sounds that are here of all that were given up,
 * also those a crash left (X7). Rejects when the database or the shelf could not be asked; the next look repeats it.
 */
export async function lookForExpired(parts: Keeping): Promise<void> {
  if (parts.engine.role() === 'writer')
    for (const { id, document } of parts.configuration.documents('services')) {
      const { recordingRetentionDays: days } = retention.parse(document);
      if (days !== null) await giveUpExpired(parts, id, parts.now() - days * DAY_MS);
    }
  await removeGivenUp(parts);
}

async function giveUpExpired(parts: Keeping, serviceId: string, beforeAt: number): Promise<void> {
  const { readModel, tenantId } = parts;
  for (;;) {
    const rows = await readModel.recordingsBegunBefore({ tenantId, serviceId, beforeAt, countMax: PORTION });
    const expired = z.array(recordingRow).parse(rows);
    for (const recording of expired)
      await parts.engine.submit({ kind: 'delete_recording', recording, reason: 'retention' }, { actor: 'timer' });
    if (expired.length < PORTION) return;
  }
}

/** A node removes what is on its own shelf: another one's may be out of its reach. */
async function removeGivenUp({ readModel, tenantId, recordings }: Keeping): Promise<void> {
  const ids = await recordings.list();
  for (let from = 0; from < ids.length; from += PORTION) {
    const rows = await readModel.deletedRecordings(tenantId, ids.slice(from, from + PORTION));
    for (const { id } of z.array(recordingRow).parse(rows)) await recordings.remove(id);
  }
}

/** Looks at once and then every hour of the centre's clock, until it is ended. */
export function startRetention(parts: Keeping, clock: Clock): { stop(): Promise<void> } {
  let isOver = false;
  let cancel = (): void => undefined;
  let looking = Promise.resolve();
  const look = (): void => {
    looking = lookForExpired(parts)
      .catch((error: unknown) => parts.log.warn('recordings were not looked through', { error: String(error) }))
      .then(() => {
        if (!isOver) cancel = clock.wakeAt(clock.now() + LOOK_EVERY_MS, look);
      });
  };
  look();
  return {
    async stop() {
      isOver = true;
      cancel();
      await looking;
    },
  };
}

/** A recording that is kept; null when there is none, or it was deleted. */
export async function readKept(parts: Pick<Parts, 'readModel' | 'tenantId'>, id: string): Promise<Recording | null> {
  const row = recordingRow.nullable().parse(await parts.readModel.recording(parts.tenantId, id));
  return row === null || row.deletedAt !== null ? null : row;
}
