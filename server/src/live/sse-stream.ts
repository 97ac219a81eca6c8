import type { FastifyReply, FastifyRequest } from 'fastify';

/** An open stream of server-sent events. */
export interface SseStream {
  send(event: { event: string; data: unknown; id?: number }): void;
  /** Runs when the other side is gone or too slow; at once when it is gone already. */
  onClose(run: () => void): void;
  isClosed(): boolean;
}

const HEARTBEAT_MS = 15_000;
/** A reader that is this many bytes behind is sent away; it comes back and resumes. */
const BEHIND_MAX_BYTES = 4_000_000;
const RECONNECT_AFTER_MS = 2_000;

/** Begins the stream: headers, the time to reconnect, and a comment every 15 s so that nobody in between closes it. */
export function openStream(request: FastifyRequest, reply: FastifyReply): SseStream {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${RECONNECT_AFTER_MS}\n\n`);
  const closers: (() => void)[] = [];
  let isClosed = false;
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(heartbeat);
    for (const run of closers) run();
  };
  request.raw.on('close', close);
  raw.on('close', close);
  raw.on('error', close);
  return {
    send({ event, data, id }) {
      if (isClosed) return;
      raw.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (raw.writableLength > BEHIND_MAX_BYTES) raw.destroy();
    },
    onClose(run) {
      if (isClosed) run();
      else closers.push(run);
    },
    isClosed: () => isClosed,
  };
}
