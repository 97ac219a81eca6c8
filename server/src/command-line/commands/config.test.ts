import { expect, test } from 'vitest';
import { diffConfigurations, diffText } from './config-diff.ts';
import { parseConfiguration, problemText, type FileProblem } from './config-file.ts';

const right = `version: 1
queues:
  q_a:
    skills: [{ skill: a }]
services:
  svc_a:
    queueId: q_a
    attempts:
      max: 3
`;

function configurationOf(text: string) {
  const read = parseConfiguration(text);
  return read.kind === 'configuration' ? read.configuration : expect.fail(JSON.stringify(read.problems));
}

function problemsOf(text: string): readonly FileProblem[] {
  const read = parseConfiguration(text);
  return read.kind === 'problems' ? read.problems : expect.fail('was read');
}

test('[M3] a right file is read, with its defaults', () => {
  const service = configurationOf(right).services['svc_a'];
  expect(service).toMatchObject({ queueId: 'q_a', attempts: { max: 3, ringMs: 30_000 } });
});

test('[M3] what is wrong is told with file, line and path', () => {
  const [problem] = problemsOf(right.replace('max: 3', 'max: 99'));
  expect(problemText('ringback.yaml', problem ?? expect.fail())).toMatch(
    /^ringback\.yaml:9: services\.svc_a\.attempts\.max: /,
  );
  expect(problemsOf(right.replace('max: 3', 'most: 3'))).toEqual([
    { line: 9, path: 'services.svc_a.attempts.most', message: 'there is no such field' },
  ]);
  expect(problemsOf(right.replace('    queueId: q_a\n', ''))[0]).toMatchObject({
    line: 7,
    path: 'services.svc_a.queueId',
  });
});

test('[M3] a reference to what is not there is told at its line', () => {
  expect(problemsOf(right.replace('queueId: q_a', 'queueId: q_b'))).toEqual([
    { line: 7, path: 'services.svc_a.queueId', message: 'there is no queue q_b in the file' },
  ]);
  expect(problemsOf(right.replace('    attempts:', '    callInGroupId: cig_a\n    attempts:'))).toEqual([
    { line: 8, path: 'services.svc_a.callInGroupId', message: 'there is no call-in group cig_a in the file' },
  ]);
  expect(problemsOf(right.replace('    attempts:', '    slotMinutes: 20\n    attempts:'))).toEqual([
    { line: 8, path: 'services.svc_a.slotMinutes', message: 'must be 15, 30 or 60' },
  ]);
});

test('[M3] text that is no YAML is told at its line; so are keys that come twice', () => {
  expect(problemsOf('version: 1\nqueues: [')[0]?.line).toBe(2);
  expect(problemsOf('version: 1\nversion: 1\n')[0]).toMatchObject({ line: 2, message: 'Map keys must be unique' });
  expect(problemsOf('')[0]).toMatchObject({ path: '' });
});

test('[M3] a diff names documents and fields; what is equal is not told, in whatever order', () => {
  const before = configurationOf(right);
  const after = configurationOf(right.replace('max: 3', 'max: 5').replace('  q_a:\n', '  q_b: {}\n  q_a:\n'));
  expect(diffConfigurations(before, before)).toEqual([]);
  const reordered = configurationOf(
    right.replace('    queueId: q_a\n', '').replace('      max: 3\n', '      max: 3\n    queueId: q_a\n'),
  );
  expect(diffConfigurations(before, reordered)).toEqual([]);
  const changes = diffConfigurations(before, after);
  expect(changes.map(({ section, id, change }) => `${section}.${id} ${change}`).sort()).toEqual([
    'queues.q_b added',
    'services.svc_a changed',
  ]);
  expect(diffText(changes.filter((one) => one.section === 'services'))).toBe(
    '~ services.svc_a (changed)\n  - attempts.max: 3\n  + attempts.max: 5',
  );
  expect(diffText(diffConfigurations(after, before))).toContain('- queues.q_b (removed)');
});

test('[M3] lists are compared as a whole, and an empty object is a document', () => {
  const before = configurationOf(right);
  const after = configurationOf(right.replace('[{ skill: a }]', '[{ skill: a, levelMin: 2 }]'));
  expect(diffText(diffConfigurations(before, after))).toBe(
    '~ queues.q_a (changed)\n  - skills: [{"skill":"a","levelMin":1}]\n  + skills: [{"skill":"a","levelMin":2}]',
  );
});
