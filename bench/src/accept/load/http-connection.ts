import { connect, type Socket } from 'node:net';

/** A kept-alive connection that has at most one request under way. */
export interface HttpConnection {
  /** Sends a request and calls `onAnswer` with the status when the whole answer is there. */
  send(request: string, onAnswer: (status: number) => void): void;
  end(): void;
}

const headEnd = Buffer.from('\r\n\r\n');

/** The status and the length of the first answer in the bytes; null while it is not all there. Needs a content-length. */
export function readAnswer(bytes: Buffer): { status: number; length: number } | null {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const bodyLength = /\r\ncontent-length: (\d+)/iu.exec(head)?.[1];
  if (bodyLength === undefined) throw new Error(`an answer without content-length: ${head}`);
  const length = end + headEnd.length + Number(bodyLength);
  return bytes.length < length ? null : { status: Number(head.slice(9, 12)), length };
}

/** Opens a connection. Rejects when nobody listens; `onBroken` runs when it breaks later. */
export function openConnection(
  address: { readonly host: string; readonly port: number },
  onBroken: (error: Error) => void,
): Promise<HttpConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', onBroken);
      resolve(wrap(socket));
    });
  });
}

function wrap(socket: Socket): HttpConnection {
  let gathered: Buffer = Buffer.alloc(0);
  let answered: ((status: number) => void) | null = null;
  socket.on('data', (chunk: Buffer) => {
    gathered = gathered.length === 0 ? chunk : Buffer.concat([gathered, chunk]);
    const answer = readAnswer(gathered);
    if (answer === null) return;
    gathered = gathered.subarray(answer.length);
    const tell = answered;
    answered = null;
    tell?.(answer.status);
  });
  return {
    send(request, onAnswer) {
      answered = onAnswer;
      socket.write(request, 'latin1');
    },
    end: () => socket.destroy(),
  };
}
