import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { selfSignedCertificate } from '@ringback/driver-phone-asterisk/configuration';
import { freePorts } from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTlsServer, type TlsServer } from './phone-tls-check.ts';

const shown = {
  right: selfSignedCertificate(['carrier.example', '127.0.0.1']),
  ofAnother: selfSignedCertificate(['somebody.example']),
  expired: selfSignedCertificate(['127.0.0.1'], '210101000000Z'),
};

describe('[X6] phone check looks at the certificate of a trunk over TLS', () => {
  let folder = '';
  let server: Server;
  let carrier: TlsServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rb-tls-'));
    const caFile = join(folder, 'ca.pem');
    writeFileSync(
      caFile,
      Object.values(shown)
        .map(({ certificate }) => certificate)
        .join(''),
    );
    server = createServer({ cert: shown.right.certificate, key: shown.right.key });
    server.on('tlsClientError', () => undefined);
    const port = await freePorts();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    carrier = { name: 'carrier', host: '127.0.0.1', port, verifyServer: true, caFile };
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['right', {}, 'ok', /shows a right certificate, until Dec 31 23:59:59 9999 GMT/u],
    ['right', { verifyServer: false }, 'warning', /whoever answers at .* is believed: verifyServer is false/u],
    ['right', { caFile: null }, 'failed', /no public authority vouches for .*: name the PEM file .* in caFile/u],
    ['ofAnother', {}, 'failed', /the certificate is for DNS:somebody\.example, not for 127\.0\.0\.1: host must be/u],
    ['expired', {}, 'failed', /the certificate was valid until Jan {2}1 00:00:00 2021 GMT/u],
  ] as const)('%s, %j: %s', async (kind, changed, verdict, message) => {
    server.setSecureContext({ cert: shown[kind].certificate, key: shown[kind].key });
    const finding = await checkTlsServer({ ...carrier, ...changed });
    expect(finding).toMatchObject({ verdict, what: 'Trunk carrier, TLS' });
    expect(finding.message).toMatch(message);
  });

  test('an authority of the same name that is another one is not the same', async () => {
    server.setSecureContext({ cert: shown.right.certificate, key: shown.right.key });
    const caFile = join(folder, 'other.pem');
    writeFileSync(caFile, selfSignedCertificate(['carrier.example', '127.0.0.1']).certificate);
    const finding = await checkTlsServer({ ...carrier, caFile });
    expect(finding.verdict).toBe('failed');
    expect(finding.message).toContain(`no authority in ${caFile} vouches`);
  });

  test('nobody there is told with what to look at', async () => {
    const finding = await checkTlsServer({ ...carrier, port: await freePorts() });
    expect(finding).toMatchObject({ verdict: 'failed', message: expect.stringContaining('does not speak TLS') });
  });
});
