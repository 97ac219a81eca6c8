import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBuilder } from 'vite';

const limitBytes = 25_000;
let folder = '';

beforeAll(async () => {
  // With the runner's NODE_ENV the bundler would take Lit's development files.
  vi.stubEnv('NODE_ENV', 'production');
  folder = await mkdtemp(join(tmpdir(), 'ringback-widget-'));
  const configFile = join(import.meta.dirname, '../vite.config.ts');
  const output = { build: { outDir: folder } };
  const builder = await createBuilder({
    configFile,
    logLevel: 'error',
    environments: { library: output, client: output },
  });
  await builder.buildApp();
}, 60_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('[R3] the widget is at most 25 kB with gzip', async () => {
  const bundle = await readFile(join(folder, 'ringback-widget.js'));
  expect(gzipSync(bundle, { level: 9 }).length).toBeLessThanOrEqual(limitBytes);
});

test('[R3] the widget is one module; only further languages are fetched later, from beside it', async () => {
  const bundle = await readFile(join(folder, 'ringback-widget.js'), 'utf8');
  const imported = [...bundle.matchAll(/import\(\s*[`"']([^`"']+)/g)].map((found) => found[1]).toSorted();
  expect(imported).toEqual([
    './ringback-widget-de.js',
    './ringback-widget-es.js',
    './ringback-widget-fr.js',
    './ringback-widget-ja.js',
  ]);
  expect(bundle).not.toMatch(/^import[\s{]/m);
});

test('[X6] pages run under a strict content security policy: no inline script, style or handler', async () => {
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['demo.html', 'self-service.html']));
  for (const page of ['demo.html', 'self-service.html']) {
    const html = await readFile(join(folder, page), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  }
});
