import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from './self-signed-certificate.ts';

test('[X6] the certificate is its own, for the names it was asked for, and has no end', () => {
  const { certificate, key } = selfSignedCertificate(['sip.centre.example', '192.0.2.7']);
  const read = new X509Certificate(certificate);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(read.checkHost('sip.centre.example')).toBe('sip.centre.example');
  expect(read.checkIP('192.0.2.7')).toBe('192.0.2.7');
  expect([read.checkHost('other.example'), read.checkIP('192.0.2.8')]).toEqual([undefined, undefined]);
  expect([read.validFrom, read.validTo]).toEqual(['Jan  1 00:00:00 2020 GMT', 'Dec 31 23:59:59 9999 GMT']);
});

test('the day it ends can be named, and no two have one key or one number', () => {
  const made = [1, 2].map(() => new X509Certificate(selfSignedCertificate(['a'], '210101000000Z').certificate));
  expect(made.map(({ validTo }) => validTo)).toEqual(Array(2).fill('Jan  1 00:00:00 2021 GMT'));
  expect(new Set(made.map(({ serialNumber }) => serialNumber)).size).toBe(2);
  expect(new Set(made.map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }))).size).toBe(2);
});
