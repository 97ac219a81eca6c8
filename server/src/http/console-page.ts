import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { ProblemError } from './problem-error.ts';
import { sendProblem } from './send-problem.ts';

const root = join(import.meta.dirname, '../../..');
/** Where the widget and the customers' pages are built. */
export const widgetFolder = join(root, 'widget/dist');
/** Where the console is built. */
export const consoleFolder = join(root, 'console/dist');

/** Sends a built page, or the problem that it is not built. */
export async function sendPage(reply: FastifyReply, path: string): Promise<FastifyReply> {
  const page = await readFile(path, 'utf8').catch(() => null);
  if (page === null)
    return sendProblem(
      reply,
      new ProblemError('not_found', { detail: 'This page is not built. Run npm start, which builds the web apps.' }),
    );
  return reply.code(200).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
}

/** The console's page for an address inside the console that is no file; null for other addresses. */
export function consolePageFor(url: string): string | null {
  const [path = ''] = url.split('?');
  return path.startsWith('/console/') && !path.includes('/assets/') ? join(consoleFolder, 'index.html') : null;
}
