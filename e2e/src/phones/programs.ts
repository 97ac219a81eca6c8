import { findInstalledEngine } from '@ringback/driver-phone-asterisk';
import { findPhonePrograms, type PhonePrograms } from '@ringback/testkit/sip';

/** Whether absence of the phone engine or of the test phones is an error here. */
export const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';

/** The test phones, or null when they or the engine are not installed; then a loud word says so. */
export function findPhones(what: string): PhonePrograms | null {
  const programs = findInstalledEngine() === null ? null : findPhonePrograms();
  if (programs === null)
    console.warn(`LEFT OUT: ${what} with real SIP and speech; npm run phone:install -- --test-phones installs them`);
  return programs;
}
