/**
 * JSON as it goes over the wire. Infinity, which JSON cannot say, becomes `1e400`: a number too large for a double, as a
 * hostile client would send it. NUL and halves of surrogate pairs are escaped, as JSON.stringify does.
 */
export function jsonText(value: unknown): string {
  const mark = '@@too-large@@';
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner === Infinity ? mark : inner === -Infinity ? `-${mark}` : inner,
  );
  return text.replaceAll(`"${mark}"`, '1e400').replaceAll(`"-${mark}"`, '-1e400');
}
