import { expect, test } from 'vitest';
import { arrows } from './arrows.ts';
import { applyRule, sourceFile } from './house-rule.ts';

function findingsIn(path: string, text: string): string[] {
  return applyRule(arrows, [sourceFile(path, text)]).findings.map(({ message }) => message);
}

test.each([
  ['core/src/a.ts', "import { x } from '@ringback/engine';"],
  ['core/src/a.ts', "import { readFileSync } from 'node:fs';"],
  ['core/src/a.ts', "import pino from 'pino';"],
  ['core/src/a.ts', "export * from '@ringback/contract';"],
  ['core/src/a.ts', "const x = await import('@ringback/server');"],
  ['core/src/a.ts', "type X = import('@ringback/engine').X;"],
  ['engine/src/a.ts', "import { x } from '@ringback/contract';"],
  ['engine/src/a.ts', "import { x } from '@ringback/testkit';"],
  ['drivers/mail/src/a.ts', "import { x } from '@ringback/driver-push';"],
  ['drivers/mail/src/a.ts', "import type { x } from '@ringback/contract';"],
  ['contract/src/a.ts', "import { x } from '@ringback/core';"],
  ['contract/src/a.ts', "import { join } from 'node:path';"],
  ['client/src/a.ts', "import { x } from '@ringback/core';"],
  ['console/src/a.tsx', "import { x } from '@ringback/core';"],
  ['widget/src/a.ts', "import { x } from '@ringback/server';"],
  ['server/src/routes/a.ts', "import { x } from '@ringback/driver-store-postgres';"],
  ['server/src/a.ts', "import { x } from '@ringback/testkit';"],
])('planted: %s with %s is refused', (path, text) => {
  expect(findingsIn(path, text)).toHaveLength(1);
});

test.each([
  ['core/src/a.ts', "import { Temporal } from 'temporal-polyfill'; import { b } from './b.ts';"],
  ['core/src/a.test.ts', "import { test } from 'vitest'; import { x } from '@ringback/testkit';"],
  ['engine/src/a.ts', "import { x } from '@ringback/core';"],
  ['drivers/mail/src/a.ts', "import { x } from '@ringback/engine'; import nodemailer from 'nodemailer';"],
  ['contract/src/generate.ts', "import { writeFileSync } from 'node:fs';"],
  ['console/src/a.tsx', "import { x } from '@ringback/client'; import type { y } from '@ringback/contract';"],
  ['server/src/composition/a.ts', "import { x } from '@ringback/driver-store-postgres';"],
  ['tools/src/generate-docs.ts', "import { x } from '@ringback/core';"],
])('%s may import %s', (path, text) => {
  expect(findingsIn(path, text)).toEqual([]);
});
