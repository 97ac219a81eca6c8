import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An event that a phone tells of, such as CALL_INCOMING, CALL_ESTABLISHED, CALL_CLOSED or REGISTER_OK. */
export interface BaresipEvent {
  readonly type: string;
  /** What belongs to it: the reason of a CALL_CLOSED, for example. */
  readonly param: string;
  /** The far end's address, where it has one. */
  readonly peer: string;
}

/** The control socket of one baresip. */
export interface BaresipControl {
  readonly send: (command: string, params?: string) => Promise<void>;
  readonly close: () => void;
}

/** Connects to a control socket; rejects when nobody listens yet. */
export async function openControl(port: number, onEvent: (event: BaresipEvent) => void): Promise<BaresipControl> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const answers = new Map<string, (answer: { ok: boolean; said: string }) => void>();
  readNetstrings(socket, (message) => {
    if (message['event'] === true) return onEvent(eventOf(message));
    answers.get(text(message['token']))?.({ ok: message['ok'] === true, said: text(message['data']) });
  });
  // A phone that ends takes its socket along; what it still owed is told by the limit of whoever waits.
  socket.on('error', () => {});
  let sentCount = 0;
  const send = async (command: string, params = ''): Promise<void> => {
    sentCount += 1;
    const token = String(sentCount);
    const answered = new Promise<{ ok: boolean; said: string }>((resolve) => answers.set(token, resolve));
    const body = JSON.stringify({ command, params, token });
    socket.write(`${Buffer.byteLength(body)}:${body},`);
    const { ok, said } = await answered;
    answers.delete(token);
    if (!ok) throw new Error(`the phone refused ${command} ${params}: ${said}`);
  };
  return { send, close: () => void socket.destroy() };
}

function eventOf(message: Readonly<Record<string, unknown>>): BaresipEvent {
  return { type: text(message['type']), param: text(message['param']), peer: text(message['peeruri']) };
}

/** Messages as `<length>:<JSON>,`. */
function readNetstrings(socket: Socket, handle: (message: Readonly<Record<string, unknown>>) => void): void {
  let gathered = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    gathered = Buffer.concat([gathered, chunk]);
    for (;;) {
      const colon = gathered.indexOf(':');
      if (colon < 0) return;
      const start = colon + 1;
      const end = start + Number(gathered.toString('latin1', 0, colon));
      if (!(gathered.length > end)) return;
      const message: unknown = JSON.parse(gathered.toString('utf8', start, end));
      gathered = gathered.subarray(end + 1);
      if (typeof message === 'object' && message !== null) handle(Object.fromEntries(Object.entries(message)));
    }
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
