import { pick, type Random } from './test-choices.ts';

/** Text that breaks careless programs: sizes, scripts, controls, injections, wrong zones, impossible times, foreign ids. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\t\n',
  'x'.repeat(10_000),
  '\u{1F600}\u{1F469}\u200D\u{1F469}\u200D\u{1F467}',
  '\u0645\u0631\u062D\u0628\u0627 \u202Eevil',
  'nul\u0000inside',
  '\uD800',
  'half \uDC00 pair',
  `e${'\u0301'.repeat(60)}`,
  '\uFEFFbyte order mark',
  "'; DROP TABLE callback; --",
  "' OR '1'='1",
  '"}],"injected":[{"',
  '{"$gt":""}',
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  'line\r\nX-Injected: yes',
  '%00%0a%s%n',
  'Mars/Olympus_Mons',
  '+02:00',
  'UTC+25',
  '2026-02-30T10:00:00Z',
  '2026-13-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '-000001-01-01T00:00:00Z',
  '2026-03-02T25:61:61Z',
  '2026-03-02T10:00:00',
  '2026-03-29T02:30:00+99:00',
  '2026-02-30',
  '24:01',
  '-1',
  '0',
  '1e3',
  '0x10',
  'NaN',
  'Infinity',
  '99999999999999999999',
  'true',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'toString',
  'cb_doesnotexist',
  'svc_doesnotexist',
  'q_doesnotexist',
  'agt_doesnotexist',
  'off_doesnotexist',
  'hold_doesnotexist',
  '+12025550150',
  '+0000000000',
  'tel:+1',
  'name@example.com',
];

/** Numbers at and beyond the edges. Infinity stands for `1e400` on the wire. */
export const hostileNumbers: readonly number[] = [
  -1,
  -0,
  0,
  0.5,
  1,
  2,
  1e-320,
  1e21,
  2 ** 31,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  Number.MAX_VALUE,
  Infinity,
  -Infinity,
];

/** Arrays and objects where something else is expected, and empty ones. Made anew each time. */
export function hostileStructures(): unknown[] {
  return [
    [],
    {},
    [null],
    [[]],
    [1, 'two', null],
    { a: 1 },
    { $gt: '' },
    { toString: 'text', valueOf: null, length: -1 },
    withOwnKey('__proto__', { isAdmin: true }),
    withOwnKey('constructor', { prototype: { isAdmin: true } }),
    nested(200),
    nested(1_000),
    Array.from({ length: 2_000 }, (_, index) => index),
    Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, index])),
  ];
}

/** Names no schema knows; some of them mean something to the language. */
export const hostileKeys: readonly string[] = [
  'unknownField',
  'isAdmin',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '\u0000',
  '\uD800',
  'k'.repeat(300),
  '\u{1F600}',
];

/** An object with one own member, also where plain syntax would set the prototype. */
export function withOwnKey(key: string, value: unknown, base: object = {}): object {
  const copy = { ...base };
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** A megabyte of text. */
export const MEGABYTE_TEXT = 'm'.repeat(1_000_000);

/** Every hostile value once, then some that are made up from the seed. */
export function hostileValues(random: Random): unknown[] {
  return [
    null,
    true,
    false,
    ...hostileTexts,
    ...hostileNumbers,
    ...hostileStructures(),
    randomText(random),
    randomText(random),
    randomNumber(random),
  ];
}

function randomText(random: Random): string {
  const length = 1 + Math.floor(random() * 40);
  return Array.from({ length }, () => String.fromCharCode(Math.floor(random() * 0x10000))).join('');
}

function randomNumber(random: Random): number {
  return (random() - 0.5) * pick(random, [10, 1e6, 1e12, 1e18]);
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { inner: value };
  return value;
}
