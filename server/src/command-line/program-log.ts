import { pino } from 'pino';
import type { ServerLog } from '../parts.ts';

/** Structured logs on standard error; personal data is taken out. */
export function createProgramLog(level: string): ServerLog {
  const log = pino(
    { level, redact: { paths: ['pii', '*.pii', '["pii.number"]', '["pii.from"]'], censor: '[redacted]' } },
    pino.destination(2),
  );
  return {
    info: (message, attributes = {}) => log.info(attributes, message),
    warn: (message, attributes = {}) => log.warn(attributes, message),
    error: (message, attributes = {}) => log.error(attributes, message),
  };
}
