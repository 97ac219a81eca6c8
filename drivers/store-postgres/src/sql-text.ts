import { storableText } from './json-text.ts';

/** A PostgreSQL text[] literal, to be bound as text and cast: `$1::text::text[]`. Needs no catalogue look-up at connect. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${storableText(value).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Collects the parameters of one statement and gives each its placeholder. */
export class Parameters {
  readonly values: (string | number)[] = [];

  /** Adds a value; returns its placeholder, as `$3`. */
  add(value: string | number): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** An epoch-milliseconds placeholder as timestamptz. The same arithmetic as the computed columns, so equal instants are equal. */
export function instant(placeholder: string): string {
  return `to_timestamp(${placeholder}::double precision / 1000)`;
}

/** A timestamptz column as epoch milliseconds. */
export function epochMs(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::bigint`;
}
