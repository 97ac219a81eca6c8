import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildOpenApi } from '@ringback/contract';
import { lifecycle, lifecycleDiagram } from '@ringback/core';

const madeBy = 'This page is made from the code by `npm run gen`.';

/** The page of a callback's life: diagram and table, both from core's one table. */
export function lifecyclePage(): string {
  const rows = Object.entries(lifecycle).map(
    ([event, { from, to }]) => `| \`${event}\` | ${names(from)} | ${names(to)} |`,
  );
  return [
    "# A callback's life",
    '',
    `${madeBy} A move that is not in the table is refused: a person or a program gets \`not_allowed_in_state\`.`,
    'The words are explained in [concepts](concepts.md), the steps of a call in [delivery](delivery.md).',
    '',
    '```mermaid',
    lifecycleDiagram(),
    '```',
    '',
    '| event | from | to |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function names(states: readonly string[]): string {
  return states.map((state) => `\`${state}\``).join(', ');
}

/** The part of a JSON schema that the tables show. */
interface Schema {
  readonly description: string;
  readonly default: unknown;
  readonly enum: readonly unknown[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly items: unknown;
  readonly readOnly: boolean;
}

function readSchema(value: unknown): Schema {
  const schema: Readonly<Record<string, unknown>> = { ...Object(value) };
  const { description, enum: choices, items } = schema;
  return {
    description: typeof description === 'string' ? description : '',
    default: schema['default'],
    enum: Array.isArray(choices) ? choices : [],
    properties: { ...Object(schema['properties']) },
    items,
    readOnly: schema['readOnly'] === true,
  };
}

/** One row for a field, or one for each field inside it. `[]` marks the members of a list. */
function fieldRows(path: string, value: unknown): string[] {
  const schema = readSchema(value);
  if (schema.readOnly) return [];
  const inner = Object.entries(perWeekday(schema.properties));
  if (inner.length > 0) return inner.flatMap(([name, field]) => fieldRows(`${path}.${name}`, field));
  const members = Object.entries(readSchema(schema.items).properties);
  const own = `| \`${path}\` | ${defaultText(schema)} | ${meaning(schema)} |`;
  return [own, ...members.flatMap(([name, field]) => fieldRows(`${path}[].${name}`, field))];
}

/** The seven days of a week say the same: one stands for all. */
function perWeekday(properties: Schema['properties']): Schema['properties'] {
  const { monday, sunday } = properties;
  return monday === undefined || sunday === undefined ? properties : { '<weekday>': monday };
}

function defaultText(schema: Schema): string {
  return schema.default === undefined ? 'required' : `\`${JSON.stringify(schema.default)}\``;
}

function meaning({ description, enum: choices }: Schema): string {
  const listed = choices.length > 0 && choices.length <= 12 ? ` One of ${names(choices.map(String))}.` : '';
  return `${description}${listed}`.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

const documents = [
  ['Service', 'services', 'A service: what customers can ask for, and how their callbacks are delivered.'],
  ['Queue', 'queues', 'A queue: one line for live callers and callbacks.'],
  ['Agent', 'agents', 'An agent.'],
  ['Hours', 'hours', 'Opening hours in one time zone.'],
  ['Capacity', 'capacity', 'How many callbacks each slot takes.'],
  ['NumberRules', 'numberRules', 'Which numbers may be rung.'],
] as const;

/** Every field of every configuration document with its default, from the contract's schemas. */
export function configurationPage(): string {
  const schemas: Readonly<Record<string, unknown>> = { ...buildOpenApi().components.schemas };
  const chapters = documents.flatMap(([schema, section, words]) => [
    `## ${section}`,
    '',
    words,
    '',
    '| field | default | meaning |',
    '|---|---|---|',
    ...Object.entries(readSchema(schemas[schema]).properties).flatMap(([name, field]) => fieldRows(name, field)),
    '',
  ]);
  return [
    '# Every field of the configuration',
    '',
    `${madeBy} "required" means that there is no default; inside a list it counts for each member.`,
    'How to use them: [configuration](../guides/configuration.md). Times ending in `Ms` are milliseconds.',
    '',
    ...chapters,
  ].join('\n');
}

/** The generated pages, by path from the root of the repository. */
export function generatedPages(): Readonly<Record<string, string>> {
  return { 'docs/lifecycle.md': lifecyclePage(), 'docs/reference/configuration.md': configurationPage() };
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '../..');
  for (const [path, text] of Object.entries(generatedPages())) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
