import { z } from 'zod';
import { id, instant } from './primitives.ts';

/** What a recording holds: both sides in one, or one of them. */
export const recordingKinds = ['mixed', 'customer', 'agent'] as const;

/** One stretch in which a customer and an agent heard each other, recorded. */
export const recording = z
  .object({
    id: id('recording').describe('Id; its sound is at `GET /v1/recordings/{id}`.'),
    startedAt: instant.describe('When it began.'),
    durationMs: z.int().min(0).nullable().describe('How long it is, milliseconds; null while it goes on.'),
    kind: z.enum(recordingKinds).describe('Both sides in one, or one side apart.'),
  })
  .describe('A recorded stretch of a conversation.');
/** A recorded stretch of a conversation. */
export type Recording = z.infer<typeof recording>;

/** The sound of a recording. */
export const recordingSound = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array)
  .meta({
    wire: { type: 'string', format: 'binary' },
    description: 'A WAVE file: 8 kHz, 16 bit, one channel.',
  });
