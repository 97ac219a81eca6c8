/** A context value as rows of text: a list has one row an entry, an object one row a field. */
export function contextRows(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(oneRow);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([name, inner]) => `${name}: ${oneRow(inner)}`);
  return [oneRow(value)];
}

function oneRow(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(oneRow).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${oneRow(inner)}`)
      .join(', ');
  return String(value);
}
