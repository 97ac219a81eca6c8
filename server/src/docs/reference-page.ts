import { errorCatalogue, type OpenApiDocument, type Operation } from '@ringback/contract';

/** The style of the reference page; a file of its own, as the security policy allows no inline styles. */
export const referenceStyles = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1 { font-size: 2rem; letter-spacing: -0.02em; margin: 0 0 0.25rem; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: 0.3rem; }
nav ul { columns: 3 14rem; padding-left: 1.1rem; } details { border: 1px solid var(--line); border-radius: 0.6rem; margin: 0.6rem 0; }
summary { cursor: pointer; padding: 0.6rem 0.9rem; } details > div { padding: 0 0.9rem 0.9rem; overflow-x: auto; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; } pre { background: var(--soft); padding: 0.8rem; border-radius: 0.5rem; overflow-x: auto; }
.method { display: inline-block; min-width: 4.2rem; font: 600 0.8rem/1 ui-monospace, monospace; } .quiet { opacity: 0.75; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.7rem 0.35rem 0; border-bottom: 1px solid var(--line); }
`;

/** The API reference as one page, made from the OpenAPI document alone. */
export function referencePage(document: OpenApiDocument): string {
  const chapters = document.tags
    .map(({ name }) => ({ name, operations: operationsOf(document, name) }))
    .filter(({ operations }) => operations.length > 0);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ringback API reference</title><link rel="stylesheet" href="/docs/reference.css"></head><body>
<h1>Ringback API</h1><p class="quiet">${escape(String(document.info['description'] ?? ''))} The same as <a href="/openapi.json">OpenAPI ${escape(document.openapi)}</a>.</p>
<nav aria-label="Chapters"><ul>${chapters.map(({ name }) => `<li><a href="#${anchor(name)}">${escape(name)}</a></li>`).join('')}<li><a href="#errors">Errors</a></li><li><a href="#schemas">Schemas</a></li></ul></nav>
<main>${chapters.map(({ name, operations }) => `<section aria-labelledby="${anchor(name)}"><h2 id="${anchor(name)}">${escape(name)}</h2>${operations.join('')}</section>`).join('')}
${errorSection()}${schemaSection(document)}</main></body></html>`;
}

function operationsOf(document: OpenApiDocument, tag: string): string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => operationHtml(method, path, operation)),
  );
}

function operationHtml(method: string, path: string, operation: Operation): string {
  return `<details id="${operation.operationId}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escape(path)}</code> <span class="quiet">${escape(operation.summary)}</span></summary><div>
<p>${escape(operation.description)}</p>${parameterTable(operation)}${bodyHtml(operation)}<h3>Answers</h3><table><tbody>${Object.entries(
    operation.responses,
  )
    .map(
      ([status, response]) =>
        `<tr><th scope="row">${status}</th><td>${escape(String(response['description'] ?? ''))} ${schemaLink(response)}</td></tr>`,
    )
    .join('')}</tbody></table></div></details>`;
}

function parameterTable({ parameters }: Operation): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    (one) =>
      `<tr><th scope="row"><code>${escape(String(one['name']))}</code></th><td>${escape(String(one['in']))}${one['required'] === true ? ', required' : ''}</td><td>${escape(String(one['description'] ?? ''))}</td></tr>`,
  );
  return `<h3>Parameters</h3><table><tbody>${rows.join('')}</tbody></table>`;
}

function bodyHtml({ requestBody }: Operation): string {
  if (requestBody === undefined) return '';
  const content = firstContent(requestBody);
  const example = content['example'];
  return `<h3>Body</h3><p>${schemaLink(requestBody)}</p>${example === undefined ? '' : `<pre>${escape(JSON.stringify(example, null, 2))}</pre>`}`;
}

function schemaLink(part: object): string {
  const reference = Object(firstContent(part)['schema'])['$ref'];
  if (typeof reference !== 'string') return '';
  const name = reference.split('/').at(-1) ?? '';
  return `<a href="#schema-${escape(name)}"><code>${escape(name)}</code></a>`;
}

function firstContent(part: object): Record<string, unknown> {
  return Object(Object.values(Object(Object(part)['content']))[0]);
}

function errorSection(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, entry]) =>
      `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${entry.status}</td><td>${escape(entry.title)}. ${escape(entry.whatToDo)}</td></tr>`,
  );
  return `<section aria-labelledby="errors"><h2 id="errors">Errors</h2><table><tbody>${rows.join('')}</tbody></table></section>`;
}

function schemaSection({ components }: OpenApiDocument): string {
  const all = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${escape(name)}"><summary><code>${escape(name)}</code></summary><div><pre>${escape(JSON.stringify(schema, null, 2))}</pre></div></details>`,
  );
  return `<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>${all.join('')}</section>`;
}

function anchor(name: string): string {
  return name.toLowerCase().replace(/\W+/g, '-');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
