/** A SIP request or answer, taken apart as far as a scripted far end needs (RFC 3261 7). */
export interface SipMessage {
  /** Method and address of a request; null for an answer. */
  readonly request: { readonly method: string; readonly uri: string } | null;
  /** Status of an answer; null for a request. */
  readonly status: number | null;
  /** Headers in order, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Takes a datagram apart. Null when it is no SIP. */
export function parseSip(text: string): SipMessage | null {
  const [head, body] = splitOnce(text, '\r\n\r\n');
  const [startLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const [name, value] = splitOnce(line, ':');
    return [name.trim().toLowerCase(), value.trim()] as const;
  });
  const answer = /^SIP\/2\.0 (\d{3})/u.exec(startLine);
  if (answer !== null) return { request: null, status: Number(answer[1]), headers, body };
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/u.exec(startLine);
  if (request === null) return null;
  return { request: { method: request[1] ?? '', uri: request[2] ?? '' }, status: null, headers, body };
}

/** A message as it is sent. */
export function formatSip(startLine: string, headers: readonly (readonly [string, string])[], body: string): string {
  const lines = [...headers, ['Content-Length', String(Buffer.byteLength(body))] as const];
  return `${startLine}\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`;
}

/** The first header of a name; empty when there is none. */
export function headerOf(message: SipMessage, name: string): string {
  return message.headers.find(([known]) => known === name)?.[1] ?? '';
}

/** All headers of a name in order. */
export function headersOf(message: SipMessage, name: string): readonly string[] {
  return message.headers.filter(([known]) => known === name).map(([, value]) => value);
}

/** The user part of an address; empty when there is none. */
export function userOf(uri: string): string {
  return /sips?:([^@;>]+)@/u.exec(uri)?.[1] ?? '';
}

/** The bare address inside a header such as Contact. */
export function uriOf(header: string): string {
  return /<([^>]+)>/u.exec(header)?.[1] ?? header.split(';')[0] ?? header;
}

/** Where the other side wants its audio (RFC 4566: c= and m=). Null when it says nothing. */
export function audioAddressOf(sdp: string): { readonly host: string; readonly port: number } | null {
  const host = /^c=IN IP4 (\S+)/mu.exec(sdp)?.[1];
  const port = /^m=audio (\d+)/mu.exec(sdp)?.[1];
  return host === undefined || port === undefined ? null : { host, port: Number(port) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
