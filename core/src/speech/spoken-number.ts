import { parsePhoneNumberWithError, ParseError } from 'libphonenumber-js/max';
import type { Grammar } from './grammar.ts';

const GROUP_LENGTH_MAX = 4;

/**
 * A phone number (E.164) digit by digit, in the groups in which its country writes it (libphonenumber's national format),
 * with a short pause between them. What is no number is read in threes.
 */
export function phoneNumberClips(grammar: Grammar, phoneNumber: string): readonly string[] {
  const { groups, country } = groupsOf(phoneNumber);
  return withPauses(groups.map((group) => grammar.digits(group, country)));
}

/** A code of a few digits, digit by digit; more than four in groups of two or three. */
export function codeClips(grammar: Grammar, code: string): readonly string[] {
  return withPauses(shortGroups(code.replace(/\D/gu, '')).map((group) => grammar.digits(group, null)));
}

function groupsOf(phoneNumber: string): { readonly groups: readonly string[]; readonly country: string | null } {
  try {
    const number = parsePhoneNumberWithError(phoneNumber, { extract: false });
    const groups = number.formatNational().match(/\d+/gu) ?? [];
    return { groups: groups.flatMap(shortGroups), country: number.country ?? null };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { groups: shortGroups(phoneNumber.replace(/\D/gu, '')), country: null };
  }
}

/** Nobody keeps more than four digits in mind at once: a longer group is cut into threes, its end into at most four. */
function shortGroups(digits: string): readonly string[] {
  if (digits === '') return [];
  if (digits.length <= GROUP_LENGTH_MAX) return [digits];
  return [digits.slice(0, 3), ...shortGroups(digits.slice(3))];
}

function withPauses(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.flatMap((clips, index) => (index === 0 ? clips : ['pause.short', ...clips]));
}
