import { type AsteriskPhoneOptions, createAsteriskPhone } from './asterisk-phone.ts';
import type { AsteriskPhoneLog } from './log.ts';
import type { TestAsterisk } from './test-asterisk.ts';
import { testMachineClock } from './test-machine-clock.ts';
import { plainTrunk } from './trunks/trunk.ts';

/** A log that keeps its lines. */
export interface KeptLog extends AsteriskPhoneLog {
  readonly lines: readonly string[];
}

/** A log that keeps `level message {attributes}`. */
export function keepLog(): KeptLog {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string, attributes: Readonly<Record<string, unknown>> = {}): void =>
      void lines.push(`${level} ${message} ${JSON.stringify(attributes)}`);
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** A phone on a test's engine, with a trunk `main` and short pauses. */
export function openTestPhone(engine: TestAsterisk, options: Partial<AsteriskPhoneOptions> = {}) {
  return createAsteriskPhone({
    url: engine.url,
    user: engine.user,
    password: engine.password,
    trunks: [plainTrunk('main')],
    clock: testMachineClock,
    log: keepLog(),
    random: () => 0.5,
    backoff: { firstMs: 50, lastMs: 400 },
    ...options,
  });
}
