/** Stands for bytes that are no UTF-8: half of a surrogate pair, which is refused wherever it stands. */
const BROKEN = '\ud800';

/** Reads a query string. A name that comes more than once has a list of values. Text that is no UTF-8 stays recognisable as broken. */
export function parseQuery(text: string): Record<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const [name = '', ...rest] = pair.split('=');
    add(values, decode(name), decode(rest.join('=')));
  }
  // From entries, so that no name can reach the prototype.
  return Object.fromEntries(values);
}

function add(values: Map<string, string | string[]>, name: string, value: string): void {
  const before = values.get(name);
  if (before === undefined) values.set(name, value);
  else values.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return `${text}${BROKEN}`;
  }
}
