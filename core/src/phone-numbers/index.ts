export { zonesOfCountry } from './country-zones.ts';
export { DEFAULT_NUMBER_RULES, isAllowed, type NumberPermission, type NumberRules } from './number-rules.ts';
export { countryOfNumber, zonesOfNumber } from './number-zones.ts';
export {
  parsePhoneNumber,
  type ParsedPhoneNumber,
  type PhoneNumberType,
  type ValidPhoneNumber,
} from './phone-number.ts';
