import { expect, test } from 'vitest';
import { archiveOf } from './sources-list.ts';

const stanza = `Types: deb
URIs: http://mirror.example/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;
const securityStanza = stanza.replace('/debian', '/debian-security');

test.each([
  ['a stanza', [stanza], 'http://mirror.example/debian'],
  ['a stanza behind the one of security updates', [`${securityStanza}\n${stanza}`], 'http://mirror.example/debian'],
  ['a stanza that is switched off', [`Enabled: no\n${stanza}`], null],
  ['a stanza of sources only', [stanza.replace('Types: deb', 'Types: deb-src')], null],
  ['the first of two addresses', [stanza.replace('/debian', '/a http://mirror.example/b')], 'http://mirror.example/a'],
  ['a line', ['deb http://mirror.example/debian bookworm main'], 'http://mirror.example/debian'],
  ['a line with options', ['deb [arch=amd64 signed-by=/k] https://m.example/d sid main'], 'https://m.example/d'],
  ['a comment', ['# deb http://mirror.example/debian bookworm main'], null],
  ['a disc', ['deb cdrom:[Debian 12]/ bookworm main'], null],
  ['a line behind an empty file', ['', 'deb http://mirror.example/debian sid main'], 'http://mirror.example/debian'],
  ['another transport', ['deb mirror+https://mirror.example/list sid main'], 'mirror+https://mirror.example/list'],
  ['nothing', [], null],
])('the archive of %s', (_, texts, expected) => {
  expect(archiveOf(texts)).toBe(expected);
});
