import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Signs and derives with a secret that never leaves the server. */
export interface ServerSecret {
  /** HMAC-SHA-256 of a text for one purpose, base64url. Texts of different purposes never give the same signature. */
  sign(purpose: string, text: string): string;
}

/** A secret in memory. */
export function createServerSecret(secret: string): ServerSecret {
  return { sign: (purpose, text) => createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url') };
}

/** The secret of a data folder, made the first time, readable by its owner only. */
export async function loadServerSecret(dataFolder: string): Promise<ServerSecret> {
  const path = join(dataFolder, 'server-secret');
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null) return createServerSecret(known.trim());
  await mkdir(dataFolder, { recursive: true });
  const fresh = randomBytes(32).toString('base64url');
  // Another process may have been faster; then its secret is the one.
  await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch(() => undefined);
  return createServerSecret((await readFile(path, 'utf8')).trim());
}
