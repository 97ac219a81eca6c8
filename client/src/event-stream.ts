/** One message of a stream of server-sent events. */
export type StreamMessage = {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
};

/**
 * Reads server-sent events from chunks of text (HTML standard, 9.2.6). Feed it chunk by chunk; it keeps what is not yet
 * complete. Messages without data (comments, heartbeats) are left out.
 */
export function createEventParser(): (chunk: string) => StreamMessage[] {
  let rest = '';
  let lines: string[] = [];
  return (chunk) => {
    rest += chunk;
    // A carriage return at the end may be the first half of CRLF: wait for what follows.
    const complete = rest.match(/^[\s\S]*(?:\n|\r(?=[\s\S]))/)?.[0] ?? '';
    rest = rest.slice(complete.length);
    const messages: StreamMessage[] = [];
    for (const line of complete.split(/\r\n|\n|\r/).slice(0, -1)) {
      if (line !== '') {
        lines.push(line);
        continue;
      }
      const message = parseMessage(lines);
      if (message !== null) messages.push(message);
      lines = [];
    }
    return messages;
  };
}

function parseMessage(lines: readonly string[]): StreamMessage | null {
  const data: string[] = [];
  let id: string | null = null;
  let event = 'message';
  for (const line of lines) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'id') id = value;
    if (field === 'event') event = value;
  }
  return data.length === 0 ? null : { id, event, data: data.join('\n') };
}
