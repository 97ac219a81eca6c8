// Builds the web apps whose sources changed since their last build: `<app>/vite.config.ts` -> `<app>/dist`.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runModule } from './support/child-process.ts';
import { listFiles, readSource, repositoryRoot } from './support/repository.ts';
import { print, secondsSince } from './support/terminal.ts';

const apps = ['console', 'widget'];
const sharedSources = /^(client|contract)\/src\/|^widget\/src\/telephone\/|^package-lock\.json$/u;

/** The fingerprint of everything an app is built from. */
function sourcesHash(app: string): string {
  const hash = createHash('sha256');
  for (const path of listFiles().filter((file) => file.startsWith(`${app}/`) || sharedSources.test(file))) {
    hash.update(`${path}\0`).update(readSource(path)).update('\0');
  }
  return hash.digest('hex');
}

async function build(app: string): Promise<boolean> {
  const folder = join(repositoryRoot, app);
  const stampFile = join(folder, 'dist', '.built-from');
  const hash = sourcesHash(app);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return true;
  const startedAtMs = performance.now();
  print(`Building ${app} ...`);
  const { code, output } = await runModule('vite/bin/vite.js', ['build', '--logLevel', 'warn'], { cwd: folder });
  if (output.trim() !== '') print(output.trim());
  if (code === 0) writeFileSync(stampFile, hash);
  print(code === 0 ? `Built ${app} in ${secondsSince(startedAtMs)}.` : `Building ${app} failed.`);
  return code === 0;
}

for (const app of apps.filter((name) => existsSync(join(repositoryRoot, name, 'vite.config.ts')))) {
  if (!(await build(app))) process.exitCode = 1;
}
