import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findTestEngine } from '../test-asterisk.ts';
import { ariBridge, ariChannel, ariEvent, ariStatus, EVENT_TYPES_IN_USE } from './messages.ts';
import { type AriRequest, requests } from './requests.ts';

const installed = findTestEngine();

const description = z.object({
  apis: z
    .array(
      z.object({
        path: z.string(),
        operations: z
          .array(
            z.object({
              httpMethod: z.string(),
              parameters: z.array(z.object({ name: z.string(), paramType: z.string() })).default([]),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  models: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).default({}) })).default({}),
});

/** The engine's own description of its interface, as installed. */
function readDescriptions(dataFolder: string) {
  const folder = join(dataFolder, 'rest-api');
  return readdirSync(folder).map((name) => description.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

const inUse: readonly AriRequest[] = [
  requests.ping(),
  requests.status(),
  requests.subscribe('app', ['endpoint:PJSIP/main']),
  requests.filterEvents('app', ['ChannelVarset']),
  requests.channels(),
  requests.channel('leg'),
  requests.endpoint('main'),
  requests.originate({
    channelId: 'leg',
    endpoint: 'PJSIP/a',
    into: { app: 'app', appArgs: 'x' },
    callerId: '1',
    ringMs: 1_000,
    accountCode: 'app',
  }),
  requests.originate({
    channelId: 'leg',
    endpoint: 'PJSIP/a',
    into: { context: 'c', extension: '1' },
    callerId: '1',
    ringMs: 1_000,
    accountCode: 'app',
  }),
  requests.answer('leg'),
  requests.hangUp('leg'),
  requests.play('leg', 'play', ['sound:hello']),
  requests.rememberPlay('leg', 'play'),
  requests.rememberedPlay('leg'),
  requests.playback('play'),
  requests.stopPlayback('play'),
  requests.holdMusic('leg', true),
  requests.holdMusic('leg', false),
  requests.mute('leg', true),
  requests.mute('leg', false),
  requests.listenForTone('leg', 1_000, 400),
  requests.stopListeningForTone('leg'),
  requests.bridges(),
  requests.createBridge('bridge', 'app'),
  requests.addToBridge('bridge', ['leg']),
  requests.continueIn('leg', 'amd'),
  requests.listenForSilence('leg', 1_200),
  requests.recordBridge('bridge', 'rec'),
  requests.snoop('leg', 'listener', 'app'),
  requests.recordChannel('listener', 'rec'),
  requests.liveRecording('rec'),
  requests.stopRecording('rec'),
  requests.removeBridge('bridge'),
];

test('every kind of request is in the list above', () => {
  const listed = new Set(inUse.map(({ method, path }) => `${method} ${path}`));
  // Two are asked in two ways, and four set a variable in one way.
  expect(listed.size).toBe(Object.keys(requests).length - 1);
});

test.skipIf(installed === null)(
  '[fit-I6] every request in use exists in the installed engine, with its parameters',
  () => {
    const operations = readDescriptions(installed?.dataFolder ?? '').flatMap(({ apis }) =>
      apis.flatMap(({ path, operations: some }) => some.map((operation) => ({ path, ...operation }))),
    );
    expect(operations.length).toBeGreaterThan(90);
    const missing = inUse.flatMap(({ method, path, query = {}, body }) => {
      // Templates with fixed words come before those with a name in their place: /channels/create is not /channels/{id}.
      const found = operations.find(({ httpMethod, path: template }) => httpMethod === method && fits(template, path));
      if (found === undefined) return [`${method} /${path}`];
      const names = found.parameters.filter(({ paramType }) => paramType === 'query').map(({ name }) => name);
      const unknown = Object.keys(query).filter((name) => !names.includes(name));
      const hasBody = found.parameters.some(({ paramType }) => paramType === 'body');
      return [
        ...unknown.map((name) => `${found.path}?${name}`),
        ...(body !== undefined && !hasBody ? [`${found.path} body`] : []),
      ];
    });
    expect(missing).toEqual([]);
  },
);

test.skipIf(installed === null)('[fit-I6] every event and field in use exists in the installed engine', () => {
  const models = new Map(
    readDescriptions(installed?.dataFolder ?? '').flatMap(({ models: some }) => Object.entries(some)),
  );
  const ofEveryEvent = ['type', 'timestamp'];
  const missing = ariEvent.options.flatMap(({ shape }) => {
    const fields = models.get(shape.type.value)?.properties;
    if (fields === undefined) return [shape.type.value];
    return Object.keys(shape).filter((name) => !(name in fields) && !ofEveryEvent.includes(name));
  });
  const fieldsOf = (schema: { shape: object }, model: string): readonly string[] =>
    Object.keys(schema.shape).filter((name) => !(name in (models.get(model)?.properties ?? {})));
  const ofStatus = [...fieldsOf(ariStatus, 'AsteriskInfo'), ...fieldsOf(ariStatus.shape.status, 'StatusInfo')];
  expect([...missing, ...fieldsOf(ariChannel, 'Channel'), ...fieldsOf(ariBridge, 'Bridge'), ...ofStatus]).toEqual([]);
  expect(EVENT_TYPES_IN_USE).toContain('StasisStart');
});

/** Does a path such as `channels/leg` fit a template such as `/channels/{channelId}`? */
function fits(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/').slice(1), path.split('/')];
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith('{') || part === given[index]);
}
