import { hostileKeys, hostileValues, withOwnKey } from './hostile-values.ts';
import type { Path } from './schema-faults.ts';
import type { Random } from './test-choices.ts';

/** One change of a value; made only when it is asked for, as most are thinned out of large bodies. */
export interface Mutation {
  readonly path: Path;
  /** In words, for the report of a failure. */
  readonly what: () => string;
  readonly make: () => unknown;
}

/** Every place inside a value, outermost first; the value itself is the empty path. */
export function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

/** A copy of `value` with `replacement` at `path`; `undefined` takes the member away. */
export function replacedAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (String(index) !== name) return [item];
      const inner = replacedAt(item, rest, replacement);
      return inner === undefined ? [] : [inner];
    });
  }
  const object = typeof value === 'object' && value !== null ? value : {};
  const inner = replacedAt(new Map(Object.entries(object)).get(name), rest, replacement);
  const others = Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
  return inner === undefined ? others : withOwnKey(name, inner, others);
}

/** Every single change of a sample: each place missing, each place with each hostile value, each object with each odd key. */
export function* mutationsOf(sample: unknown, random: Random): Generator<Mutation> {
  for (const path of placesIn(sample)) {
    if (path.length > 0) yield { path, what: () => 'is missing', make: () => replacedAt(sample, path, undefined) };
    for (const hostile of hostileValues(random)) {
      yield { path, what: () => `is ${preview(hostile)}`, make: () => replacedAt(sample, path, hostile) };
    }
    yield* keyMutations(sample, path);
  }
}

function* keyMutations(sample: unknown, path: Path): Generator<Mutation> {
  const here = path.reduce<unknown>(memberOf, sample);
  if (typeof here !== 'object' || here === null || Array.isArray(here)) return;
  for (const key of hostileKeys) {
    const make = (): unknown => replacedAt(sample, path, withOwnKey(key, 'x', here));
    yield { path, what: () => `has the key ${preview(key)}`, make };
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

/** The beginning of a value as JSON, for people. */
export function preview(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}... (${text.length} characters)` : text;
}
