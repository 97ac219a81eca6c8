/** A value that may not stand in a configuration file; the message names the field. */
export class InvalidSetting extends Error {
  override readonly name = 'InvalidSetting';
}

/** One line of a section: a key and its value. `null` leaves the line out. */
export type Line = readonly [key: string, value: string | number | boolean | null];

const longestValue = 1000;

/** A section of an Asterisk configuration file: `[name]`, or `[name](parent)` with what it takes over, and its lines. */
export function section(name: string, lines: readonly Line[], parent = ''): string {
  const head = `[${demandName('section', name)}]${parent}`;
  const written = lines.flatMap(([key, value]) => (value === null ? [] : [`${key} = ${valueText(key, value)}`]));
  return `${[head, ...written].join('\n')}\n`;
}

/**
 * A value as it is written behind `key = `: yes and no for booleans; a semicolon, which would begin a comment, with a
 * backslash before it. Throws InvalidSetting for what would end the line or be cut: control characters, blanks at
 * either end, a backslash before a semicolon, more than 1000 characters.
 */
export function valueText(key: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new InvalidSetting(`${key} holds a line break or a control character`);
  if (text !== text.trim()) throw new InvalidSetting(`${key} begins or ends with a blank`);
  if (text.includes('\\;')) throw new InvalidSetting(`${key} holds a backslash before a semicolon`);
  if (text.length > longestValue) throw new InvalidSetting(`${key} is longer than ${longestValue} characters`);
  return text.replaceAll(';', '\\;');
}

/** A name of a section, an endpoint or an application: letters, digits, `_`, `.` and `-`. Throws InvalidSetting for others. */
export function demandName(field: string, name: string): string {
  if (/^[\w.-]{1,60}$/u.test(name)) return name;
  throw new InvalidSetting(
    `${field}: ${JSON.stringify(name)} may hold letters, digits, "_", "." and "-", 1 to 60 of them`,
  );
}

/** A host name, an address, or a network with its length. Throws InvalidSetting for anything else. */
export function demandHost(field: string, host: string): string {
  if (/^[\w.:[\]-]{1,255}(?:\/\d{1,3})?$/u.test(host)) return host;
  throw new InvalidSetting(`${field}: ${JSON.stringify(host)} is no host name or address`);
}

/** A port number. Throws InvalidSetting outside 1 to 65535. */
export function demandPort(field: string, port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidSetting(`${field}: ${port} is no port; ports are 1 to 65535`);
}

/** A whole number from 0. Throws InvalidSetting for anything else. */
export function demandCount(field: string, count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new InvalidSetting(`${field}: ${count} is no whole number from 0`);
}
