import type { en } from './strings/en.ts';

/** A message that depends on a count; keys are the categories of Intl.PluralRules. */
export interface PluralForms {
  one?: string;
  few?: string;
  many?: string;
  other: string;
}

/** Names of all messages. */
export type StringKey = keyof typeof en;

/** All messages of one locale. A plural message may be a plain string in a language without plural forms. */
export type Strings = Record<StringKey, string | PluralForms>;

/** Values for the placeholders of a message. */
export type Values = Readonly<Record<string, string | number>>;

/** Gives a message of the current locale with its placeholders filled in. */
export type Text = (key: StringKey, values?: Values) => string;

/**
 * Makes the message function of a locale. A plural message takes its form from `values.count`;
 * numbers are written as the locale writes them; an unknown placeholder stays visible.
 */
export function makeText(strings: Strings, locale: string): Text {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (key, values = {}) => {
    const message = strings[key];
    const form =
      typeof message === 'string' ? message : (message[pluralForm(plural, values['count'])] ?? message.other);
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? number.format(value) : value;
    });
  };
}

function pluralForm(rules: Intl.PluralRules, count: string | number | undefined): keyof PluralForms {
  const category = rules.select(Number(count ?? 0));
  return category === 'one' || category === 'few' || category === 'many' ? category : 'other';
}
