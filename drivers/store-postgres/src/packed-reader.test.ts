import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unpackCallback } from './packed-callback.ts';
import { PackedReader } from './packed-reader.ts';

const instant = fc.integer({ min: 1_700_000_000_000, max: 1_735_000_000_000 });
const anyNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(-0, 0.5, -7, 1e21, 999_999_999_999_999, 1_000_000_000_000_000),
);
const anyText = fc.oneof(
  fc.constantFrom('', 'a"b', 'a\\b', 'ü', '\n', '\u007f'),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
/** Nearly always the usual, so that a row of twenty-five of them often is, and often is but for one. */
const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: other });
const number = mostly(fc.oneof(instant, fc.nat(20), fc.nat()), anyNumber);
const text = mostly(
  fc.constantFrom('waiting', 'phone', 'web', 'en', 'svc_1', 'svc_2', 'q_1', 'customer_first'),
  anyText,
);
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });
const promise = fc.record({ toAt: instant, fromAt: instant, isKept: orNull(fc.boolean()), isRiskTold: fc.boolean() });

/** The values of a packed callback, in the order of the migration. */
const packed: fc.Arbitrary<readonly unknown[]> = fc
  .tuple(
    fc.tuple(text, text, text, text, number, number, number, text, number, number, text, text, text, text),
    fc.tuple(fc.boolean(), number, number, orNull(promise), orNull(number), orNull(number)),
    fc.tuple(orNull(number), orNull(number), orNull(text), orNull(text), orNull(text)),
  )
  .map((parts) => parts.flat());

/** As jsonb writes it: a space behind a colon and behind a comma within an object. */
function written(values: readonly unknown[]): string {
  const texts = values.map((value) =>
    typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`)
          .join(', ')}}`
      : JSON.stringify(value),
  );
  return `[${texts.join(',')}]`;
}

const lineOf = (reader: PackedReader, text: string): unknown => {
  const bytes = Buffer.from(`before\n${text}\nafter`);
  reader.take(bytes);
  return reader.read('before\n'.length, bytes.length - '\nafter'.length);
};

test('[X1] what is read from bytes is what JSON.parse reads, or nothing', () => {
  const reader = new PackedReader();
  let readCount = 0;
  fc.assert(
    fc.property(packed, (values) => {
      const text = written(values);
      const row = lineOf(reader, text);
      if (row === null) return;
      readCount += 1;
      expect(row).toEqual(unpackCallback(JSON.parse(text)));
    }),
    { numRuns: 5_000 },
  );
  expect(readCount).toBeGreaterThan(500);
  expect(readCount).toBeLessThan(4_500);
});

const usual = [
  ['cb_01jq0000000000000000000007', 'waiting', 'svc_1', 'q_1', 1_772_460_000_000, 7, 0, 'en', 1_772_460_000_123, 3],
  ['+12120000007', 'phone', 'web', 'customer_first', true, 1_772_460_000_000, 0],
  [{ toAt: 1_772_474_400_000, fromAt: 1_772_460_000_000, isKept: null, isRiskTold: false }],
  [1_772_474_340_000, 1_772_488_800_000, null, null, null, null, null],
].flat();

test('[X1] a usual row is read from bytes, one after the other, with words that change', () => {
  const reader = new PackedReader();
  for (const serviceId of ['svc_1', 'svc_2', 'svc_1', 'svc_12', 'svc_2'])
    for (const language of ['en', 'de'])
      for (const sequence of [0, 9, 1_234, 99_999, 12_345_678]) {
        const values = usual.with(2, serviceId).with(7, language).with(5, sequence);
        expect(lineOf(reader, written(values))).toEqual(unpackCallback(values));
      }
});

test('[X1] a number that may be more than a double holds exactly is left to JSON.parse', () => {
  const reader = new PackedReader();
  expect(lineOf(reader, written(usual.with(5, 999_999_999_999_999)))).not.toBeNull();
  expect(lineOf(reader, written(usual.with(5, 1_000_000_000_000_000)))).toBeNull();
});

test('[X1] of more different words than are kept, each is still itself', () => {
  const reader = new PackedReader();
  for (let index = 0; index < 20_000; index += 1) {
    const row = lineOf(reader, written(usual.with(2, `svc_${index}`)));
    expect(row).toMatchObject({ serviceId: `svc_${index}`, queueId: 'q_1' });
  }
});

test('[X1] a row with a byte too much, too few or changed is read as JSON.parse reads it, or not at all', () => {
  const reader = new PackedReader();
  const text = written(usual);
  const damage = fc.record({
    at: fc.nat(text.length - 1),
    by: fc.oneof(fc.constantFrom('', '0', '-', ',', '"', '\\', '.', 'null', ' ', ']', '{'), fc.string()),
    isInserted: fc.boolean(),
  });
  fc.assert(
    fc.property(damage, ({ at, by, isInserted }) => {
      const damaged = text.slice(0, at) + by + text.slice(isInserted ? at : at + 1);
      const row = lineOf(reader, damaged);
      if (row !== null) expect(row).toEqual(unpackCallback(JSON.parse(damaged)));
    }),
    { numRuns: 5_000 },
  );
});
