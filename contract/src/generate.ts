import { mkdirSync, writeFileSync } from 'node:fs';
import { buildErrorsPage } from './errors-page.ts';
import { buildOpenApi } from './openapi.ts';

/** The generated files of the reference, by path from the root of the repository. */
export function generatedReference(): Record<string, string> {
  return {
    'docs/reference/openapi.json': `${JSON.stringify(buildOpenApi(), null, 1)}\n`,
    'docs/reference/errors.md': buildErrorsPage(),
  };
}

if (import.meta.main) {
  const root = new URL('../../', import.meta.url);
  for (const [path, content] of Object.entries(generatedReference())) {
    const file = new URL(path, root);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, content);
    console.log(`wrote ${path}`);
  }
}
