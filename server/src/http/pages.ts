import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { buildOpenApi } from '@ringback/contract';
import { referencePage, referenceStyles } from '../docs/reference-page.ts';
import { consoleFolder, sendPage, widgetFolder } from './console-page.ts';
import { ProblemError } from './problem-error.ts';
import { sendProblem } from './send-problem.ts';

/** The folders of the built web apps, with whether each is there. */
export const builtApps = [
  { name: 'widget', folder: widgetFolder, isBuilt: () => existsSync(join(widgetFolder, 'demo.html')) },
  { name: 'console', folder: consoleFolder, isBuilt: () => existsSync(join(consoleFolder, 'index.html')) },
] as const;

const HASHED_MAX_AGE_S = 31_536_000;

/** The pages: shop demo, self-service, console, widget, reference. What is not built answers 404. */
export async function addPages(app: FastifyInstance): Promise<void> {
  await addFolder(app, widgetFolder, '/widget/');
  await addFolder(app, consoleFolder, '/console/');
  app.get('/', async (_request, reply) => reply.redirect('/console/'));
  app.get('/demo', async (_request, reply) => sendPage(reply, join(widgetFolder, 'demo.html')));
  app.get('/c/:token', async (_request, reply) =>
    sendPage(reply.header('referrer-policy', 'no-referrer'), join(widgetFolder, 'self-service.html')),
  );
  app.get('/console', async (_request, reply) => sendPage(reply, join(consoleFolder, 'index.html')));
  app.get<{ Params: { file: string } }>('/:file(^ringback-widget[a-z-]*\\.js$)', async ({ params }, reply) => {
    // Pages of other origins load it as a module.
    reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    return existsSync(join(widgetFolder, params.file))
      ? reply.sendFile(params.file, widgetFolder)
      : sendProblem(reply, new ProblemError('not_found'));
  });
  app.get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(referencePage(buildOpenApi())),
  );
  app.get('/docs/reference.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(referenceStyles),
  );
  app.get('/docs/reference/errors', async (_request, reply) => reply.redirect('/docs#errors'));
}

async function addFolder(app: FastifyInstance, folder: string, prefix: string): Promise<void> {
  if (!existsSync(folder)) return;
  await app.register(fastifyStatic, {
    root: folder,
    prefix,
    decorateReply: prefix === '/widget/',
    wildcard: true,
    setHeaders(reply, path) {
      reply.header(
        'cache-control',
        path.includes('/assets/') ? `public, max-age=${HASHED_MAX_AGE_S}, immutable` : 'no-cache',
      );
      if (prefix === '/widget/') {
        reply.header('access-control-allow-origin', '*');
        reply.header('cross-origin-resource-policy', 'cross-origin');
      }
    },
  });
}
