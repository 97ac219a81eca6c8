import type { Center } from '../contact-center/center.ts';
import type { ServicePolicy } from '../contact-center/configuration.ts';
import { DEFAULT_NUMBER_RULES, isAllowed, parsePhoneNumber } from '../phone-numbers/index.ts';

/** A number that may be rung for a service, E.164, or null: no number, refused by the rules, or never to be rung again (X5). */
export function ringableNumber(
  center: Center,
  service: ServicePolicy,
  text: string,
  country: string | null,
): string | null {
  const parsed = parsePhoneNumber(text, country);
  if (!parsed.ok) return null;
  const rules = service.numberRulesId === null ? undefined : center.numberRules.get(service.numberRulesId);
  const isRefused = !isAllowed(parsed, rules ?? DEFAULT_NUMBER_RULES).allowed || center.suppressions.has(parsed.e164);
  return isRefused ? null : parsed.e164;
}

/** The country whose national numbers callers of this number type: that of the number they called. Null: not known. */
export function countryOfCallers(calledNumber: string): string | null {
  const parsed = parsePhoneNumber(calledNumber, null);
  return parsed.ok ? parsed.country : null;
}
