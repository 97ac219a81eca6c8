import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { configurationFile, errorCodes, eventTypes, routeList, scopes } from '@ringback/contract';
import { attemptOutcomes, callbackStates, deliveries } from '@ringback/core';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configurationPage, generatedPages, lifecyclePage } from './generate-docs.ts';
import { listFiles, readSource, repositoryRoot } from './support/repository.ts';

/** Every page that people read, with its text. */
const pages = new Map(
  listFiles()
    .filter((path) => path.endsWith('.md'))
    .map((path) => [path, readSource(path)]),
);

/** Made by those who take the screenshots; linked before they are there. */
const screenshots: ReadonlySet<string> = new Set(['docs/images/demo.png', 'docs/images/console.png']);

function withoutCode(text: string): string {
  return text.replace(/```[^]*?```/gu, '').replace(/`[^`\n]*`/gu, '');
}

/** The targets of a page's links that are files of the repository, relative to the root, with the anchor. */
function linksOf(path: string, text: string): { target: string; anchor: string }[] {
  const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/gu)].flatMap((match) => match[1] ?? []);
  return targets
    .filter((target) => !/^[a-z]+:/u.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#');
      return { target: file === '' ? path : posix.normalize(posix.join(dirname(path), file)), anchor };
    });
}

function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gmu)].map((match) => match[1] ?? '');
  const made = headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...made, ...[...text.matchAll(/<a id="([^"]+)"/gu)].map((match) => match[1] ?? '')]);
}

/** Paths of the repository that a page names in code, such as `core/src/index.ts`. */
function pathsNamed(text: string): string[] {
  const rooms = 'core|engine|contract|drivers|server|client|console|widget|testkit|e2e|tools|docs';
  return [...text.matchAll(new RegExp(`(?<![\\w/.@-])((?:${rooms})/[\\w./-]*\\w)`, 'gu'))].map(
    (match) => match[1] ?? '',
  );
}

/** The first column of the tables of a page, without the backquotes. */
function firstColumn(text: string): string[] {
  return [...text.matchAll(/^\| (?:<a [^>]*><\/a>)?`([^`]+)` +\|/gmu)].map((match) => match[1] ?? '');
}

/** What stands between a heading and the next one of its level. */
function chapter(page: string, heading: string): string {
  const text = pages.get(page) ?? '';
  const start = text.indexOf(`\n## ${heading}\n`);
  const end = text.indexOf('\n## ', start + 1);
  return start === -1 ? '' : text.slice(start, end === -1 ? undefined : end);
}

test('there are pages, or everything below holds of nothing', () => {
  expect(pages.size).toBeGreaterThan(20);
});

describe.each(
  [...pages.keys()].filter((path) => path === 'README.md' || path === 'CHANGELOG.md' || path.startsWith('docs/')),
)('%s', (path) => {
  const text = pages.get(path) ?? '';

  test('links to what is there', () => {
    const dead = linksOf(path, text).filter(
      ({ target }) => !screenshots.has(target) && !existsSync(join(repositoryRoot, target)),
    );
    expect(dead).toEqual([]);
  });

  test('links to headings that are there', () => {
    const missing = linksOf(path, text).filter(({ target, anchor }) => {
      const page = pages.get(target);
      return anchor !== '' && page !== undefined && !anchorsOf(page).has(anchor);
    });
    expect(missing).toEqual([]);
  });

  test('names files of the repository that are there', () => {
    expect(
      pathsNamed(text).filter((named) => !screenshots.has(named) && !existsSync(join(repositoryRoot, named))),
    ).toEqual([]);
  });
});

test('every page is reached from the index or the README', () => {
  const reached = new Set<string>();
  const open = ['README.md'];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(
      ...linksOf(path, pages.get(path) ?? '')
        .map(({ target }) => target)
        .filter((target) => pages.has(target)),
    );
  }
  expect([...pages.keys()].filter((path) => path.startsWith('docs/') && !reached.has(path))).toEqual([]);
});

describe('what the pages list is what the code has', () => {
  test('every variable of the environment', () => {
    const source = readFileSync(join(repositoryRoot, 'server/src/settings/environment.ts'), 'utf8');
    const schema = source.slice(source.indexOf('z.object({'), source.indexOf('});'));
    const inCode = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gmu)].map((match) => match[1] ?? '');
    expect(inCode.length).toBeGreaterThan(10);
    expect(firstColumn(pages.get('docs/operations/environment.md') ?? '').toSorted()).toEqual(inCode.toSorted());
  });

  test('every error', () => {
    expect(firstColumn(pages.get('docs/reference/errors.md') ?? '')).toEqual([...errorCodes]);
  });

  test('no page names an error that is not in the catalogue', () => {
    const known: ReadonlySet<string> = new Set(errorCodes);
    const named = [...pages].flatMap(([path, text]) =>
      [...text.matchAll(/\b4\d\d `(\w+)`/gu)].map((match) => ({ path, code: match[1] ?? '' })),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  test('every scope of a key', () => {
    const text = chapter('docs/operations/security.md', 'Keys');
    expect(scopes.filter((scope) => !text.includes(`\`${scope}\``))).toEqual([]);
  });

  test('every type of live event that a page names', () => {
    const known: ReadonlySet<string> = new Set(eventTypes);
    const named = [
      ...(pages.get('docs/guides/events.md') ?? '').matchAll(/(?:callback|queue|offer|agent)\.[a-z_]+\b/gu),
    ];
    expect(named.length).toBeGreaterThan(2);
    expect(named.map(([name]) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  test('every outcome of an attempt', () => {
    const text = chapter('docs/delivery.md', 'How an attempt ends');
    expect(attemptOutcomes.filter((outcome) => !text.includes(`\`${outcome}\``))).toEqual([]);
  });

  test('every magic number', () => {
    const text = chapter('docs/delivery.md', 'The simulated phone: magic numbers');
    const told = [...text.matchAll(/^\| (\d\d) +\|/gmu)].map((match) => match[1]);
    expect(told).toEqual(Array.from({ length: 14 }, (_, index) => String(index).padStart(2, '0')));
  });

  test('every state and delivery', () => {
    const text = [...pages.values()].join('\n');
    expect([...callbackStates, ...deliveries].filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });
});

describe('the examples', () => {
  test('[M3] the configuration file of the guide is the demo contact centre', async () => {
    const text = /```yaml\n([^]*?)```/u.exec(pages.get('docs/guides/configuration.md') ?? '')?.[1] ?? '';
    // The demo is inside the server and not behind its index: it is found as a file, like the pages themselves.
    const demo: object = await import(join(repositoryRoot, 'server/src/demo/demo-configuration.ts'));
    const make: unknown = Reflect.get(demo, 'demoConfiguration');
    expect(make).toBeTypeOf('function');
    if (typeof make === 'function') expect(configurationFile.parse(parse(text))).toEqual(make());
  });

  test('JSON in the commands is JSON', () => {
    const bodies = [...pages.values()].flatMap((text) =>
      [...text.matchAll(/-d '([^']*)'/gu)].map(([, body]) => body ?? ''),
    );
    expect(bodies.length).toBeGreaterThan(4);
    for (const body of bodies) expect(() => JSON.parse(body), body).not.toThrow();
  });

  test('addresses in the commands are routes of the contract', () => {
    const known = routeList.map(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/gu, '[^/]+')}$`, 'u'));
    const named = [...pages.values()].flatMap((text) =>
      [...text.matchAll(/(?:\$RINGBACK_URL|(?:GET|POST|PUT|DELETE) )(\/(?:v1|simulated)\/[\w/{}$-]+)/gu)].map(
        ([, path]) => path ?? '',
      ),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !known.some((route) => route.test(path)))).toEqual([]);
  });
});

describe('the generated pages', () => {
  test.each(Object.keys(generatedPages()))('%s is in step', (path) => {
    expect(pages.get(path)).toBe(generatedPages()[path]);
  });

  test('[I1] the diagram has the way of a callback that is asked for, rung, connected and closed', () => {
    const page = lifecyclePage();
    const way = [
      'waiting --> dialing',
      'dialing --> confirming',
      'confirming --> holding',
      'holding --> connected',
      'connected --> wrapping_up',
      'wrapping_up --> closed',
    ];
    expect(way.filter((step) => !page.includes(`  ${step}: `))).toEqual([]);
  });

  test('fields inside lists and defaults are told', () => {
    const page = configurationPage();
    expect(page).toContain('| `holdCapMs` | `45000` |');
    expect(page).toContain('| `subjects[].id` | required |');
    expect(page).toContain('| `attempts.perOutcome.invalid_number.stop` | `true` |');
    expect(page).not.toContain('As read;');
  });
});
