/** Bodies up to this must be read and judged field by field; larger ones may be refused for their size. Bytes. */
export const LARGEST_BODY_BYTES = 65_536;

/** No body of an operation needs a megabyte. */
export function isAlwaysTooLarge(payload: string): boolean {
  return payload.length >= 1_000_000;
}
