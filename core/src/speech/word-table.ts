/** Names recordings `prefix.first`, `prefix.first+1` ... for texts in a row. */
export function numbered(prefix: string, texts: readonly string[], first = 0): readonly (readonly [string, string])[] {
  return texts.map((text, index) => [`${prefix}.${index + first}`, text] as const);
}

/** The whole numbers from `first` to `last`, both included. */
export function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The element at an index that the caller knows to be in the table. */
export function wordAt(words: readonly string[], index: number): string {
  const word = words[index];
  if (word === undefined) throw new RangeError(`There is no word for ${index}.`);
  return word;
}

/** Each digit of a group as the recording of that number. */
export function eachDigit(group: string): readonly string[] {
  return group.split('').map((digit) => `number.${digit}`);
}

/** A number up to 999 from the recordings of its hundreds and of the rest. `hundred.n.and` stands before a rest. */
export function withHundreds(count: number): readonly string[] {
  const hundreds = Math.floor(count / 100);
  const rest = count % 100;
  if (hundreds === 0) return [`number.${rest}`];
  return rest === 0 ? [`hundred.${hundreds}`] : [`hundred.${hundreds}.and`, `number.${rest}`];
}
