/** What a socket tells whoever opened it. After `closed` nothing more comes. */
export interface AriSocketListener {
  opened(): void;
  received(text: string): void;
  closed(reason: string): void;
}

/** An open or opening connection. */
export interface AriSocket {
  send(text: string): void;
  /** Lets go at once, without waiting for the other side. `closed` may still be told. */
  close(): void;
}

/** Opens a connection. `authorization` is the whole value of that header. */
export type OpenAriSocket = (url: string, authorization: string, listener: AriSocketListener) => AriSocket;

/** The platform's own WebSocket. */
export const openWebSocket: OpenAriSocket = (url, authorization, listener) => {
  const socket = new WebSocket(url, { headers: { authorization } });
  socket.addEventListener('open', () => listener.opened());
  socket.addEventListener('message', ({ data }) => listener.received(String(data)));
  // An error is always followed by a close.
  socket.addEventListener('error', () => undefined);
  socket.addEventListener('close', ({ code, reason }) => listener.closed(`${code} ${reason}`.trim()));
  return { send: (text) => socket.send(text), close: () => socket.close() };
};
