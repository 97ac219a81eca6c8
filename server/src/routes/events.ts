import { liveEvent, type eventsQuery } from '@ringback/contract';
import type { z } from 'zod';
import type { Ask } from '../http/handlers.ts';
import { invalidRequest } from '../http/problem-error.ts';
import { createEventBuilder } from '../live/event-builder.ts';
import type { WireEvent } from '../live/event-hub.ts';
import { openStream, type SseStream } from '../live/sse-stream.ts';
import type { Parts } from '../parts.ts';

type Query = z.output<typeof eventsQuery>;

/** Entries read at once when a reader resumes. */
const PAGE = 500;

/**
 * Streams live events (I2). A reader that names the last event it saw gets what came since from the history's rows first, and
 * then goes on live: what is committed meanwhile is kept until the rows are through, so nothing is missing and nothing comes twice.
 */
export async function streamEvents(parts: Parts, { query, raw, reply }: Ask<'streamEvents'>): Promise<void> {
  const resumeAfter = resumePoint(raw.headers['last-event-id']);
  const stream = openStream(raw, reply);
  const waiting: WireEvent[] = [];
  let isLive = resumeAfter === null;
  let lastSent = resumeAfter ?? 0;
  const send = (event: WireEvent): void => {
    const isSummary = event.type === 'queue.changed';
    if (!isSummary && event.sequence <= lastSent) return;
    if (!isSummary) lastSent = event.sequence;
    if (fits(event, query))
      stream.send({ event: event.type, data: liveEvent.parse(event), ...(isSummary ? {} : { id: event.sequence }) });
  };
  stream.onClose(parts.hub.listen((event) => (isLive ? send(event) : waiting.push(event))));
  if (resumeAfter === null) return;
  await sendHistory(parts, stream, resumeAfter, send);
  for (const event of waiting) send(event);
  isLive = true;
}

function resumePoint(header: string | string[] | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  throw invalidRequest([{ path: 'Last-Event-ID', message: 'must be the id of an event' }]);
}

async function sendHistory(
  parts: Parts,
  stream: SseStream,
  after: number,
  send: (event: WireEvent) => void,
): Promise<void> {
  const build = createEventBuilder(parts);
  for (let from = after; !stream.isClosed();) {
    const entries = await parts.readModel.history(parts.tenantId, from, PAGE);
    for (const event of await build(entries, false)) send(event);
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return;
    from = last.sequence;
  }
}

function fits(event: WireEvent, { types, callbackId, serviceId, agentId }: Query): boolean {
  return (
    (types === undefined || types.includes(event.type)) &&
    (callbackId === undefined || event.callbackId === callbackId) &&
    (serviceId === undefined || event.serviceId === serviceId) &&
    (agentId === undefined || event.agentId === agentId)
  );
}
