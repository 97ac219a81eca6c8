/** Where requests go, with whose key, and for which services. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly key: string;
  readonly serviceIds: readonly string[];
}

/** The number of the n-th customer, one that can be rung: every other one American, the rest German. Distinct below 13 million. */
export function phoneNumberOf(index: number): string {
  const rank = Math.floor(index / 2);
  return index % 2 === 0 ? `+1202${String(3_000_000 + rank)}` : `+49151${String(10_000_000 + rank)}`;
}

/** A callback request as bytes on the wire: HTTP/1.1 with keep-alive, a number and a key of its own. */
export function requestText(target: Target, index: number): string {
  const body = JSON.stringify({
    serviceId: target.serviceIds[index % target.serviceIds.length],
    phoneNumber: phoneNumberOf(index),
    name: `Customer ${index}`,
    context: { page: '/checkout', order: index },
  });
  return (
    `POST ${target.path} HTTP/1.1\r\nhost: ${target.host}:${target.port}\r\nauthorization: Bearer ${target.key}\r\n` +
    `content-type: application/json\r\nidempotency-key: bench-${index}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
