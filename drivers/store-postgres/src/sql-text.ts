import { jsonText, storableText } from './json-text.ts';

/** A PostgreSQL text[] literal, to be bound as text and cast: `$1::text::text[]`. Needs no catalogue look-up at connect. */
export function textArray(values: readonly (string | null)[]): string {
  let before: string | null = null;
  let element = 'NULL';
  const elements = values.map((value) => {
    // Times, actors and queues come many times in a row.
    if (value !== before) {
      before = value;
      element = arrayElement(value);
    }
    return element;
  });
  return `{${elements.join(',')}}`;
}

/** What need not be quoted: ids, numbers, times, hashes. */
const plain = /^(?!null$)[\w:.+-]+$/i;

function arrayElement(value: string | null): string {
  if (value === null) return 'NULL';
  return plain.test(value) ? value : `"${storableText(value).replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Collects the parameters of one statement and gives each its placeholder. */
export class Parameters {
  readonly values: (string | number)[] = [];

  /** Adds a value; returns its placeholder, as `$3`. */
  add(value: string | number): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Adds a column of texts; returns an expression for it, a text[]. */
  texts(values: readonly (string | null)[]): string {
    return `${this.add(textArray(values))}::text::text[]`;
  }

  /**
   * Adds a column of JSON documents; returns an expression for it, a text[] of one document each. A line each, as JSON has no
   * line breaks of its own: taken apart faster than an array literal, and than one document that holds them all.
   */
  documents(values: readonly unknown[]): string {
    return `string_to_array(${this.add(values.map(jsonText).join('\n'))}::text, E'\\n')`;
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
