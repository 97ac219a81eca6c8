import { parsePhoneNumber } from '@ringback/core';

/** A document that no part of Ringback can work with; `path` is the field. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** E.164 of a number of the configuration. Throws ConfigurationError. */
export function configuredNumber(text: string, path: string): string {
  const parsed = parsePhoneNumber(text, null);
  // Numbers of our own trunks may be short or fictitious; E.164 form is all that is asked of them.
  if (parsed.ok) return parsed.e164;
  const plain = text.replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{3,14}$/.test(plain)) return plain;
  throw new ConfigurationError(path, 'must be a phone number with its country code, for example +12025550190');
}
