import { z } from 'zod';

/** What a customer on the line is asked. Each is also the name of the sentence that asks it. */
export const menuSteps = [
  'number_confirmation',
  'number_entry',
  'time_choices',
  'recognised_caller',
  'recognised_closed',
  'call_in_code',
  'call_in_expired',
  'call_in_unknown',
] as const;
/** What a customer on the line is asked. */
export type MenuStep = (typeof menuSteps)[number];

/**
 * A question a customer is being asked by keys. It belongs to their leg: while it is open the leg has a deadline, so that
 * silence is an answer, too (invariant I1).
 */
export const menuRow = z.object({
  step: z.enum(menuSteps),
  /** The sentence that asks; the time for a key begins when it is over. */
  playId: z.string(),
  /** How often the question was asked again because nothing, or nothing that fits, was pressed. */
  repeatCount: z.number(),
  /** Entries refused so far: numbers, or codes. */
  wrongCount: z.number(),
  /** Keys of an entry that `#` will end. */
  typed: z.string(),
  /** The number that is to be rung: the caller's own, or the one they typed. */
  phoneNumber: z.string().nullable(),
  /** The times spoken last, for keys 1 to 3. */
  startsAts: z.array(z.number()),
  /** A time that was chosen was taken by somebody else meanwhile. */
  wasTaken: z.boolean(),
  /** The open callback it is about. */
  callbackId: z.string().nullable(),
});
/** A question a customer is being asked by keys. */
export type Menu = z.infer<typeof menuRow>;

/** A menu nobody has answered yet. */
export const emptyMenu: Omit<Menu, 'step' | 'playId'> = {
  repeatCount: 0,
  wrongCount: 0,
  typed: '',
  phoneNumber: null,
  startsAts: [],
  wasTaken: false,
  callbackId: null,
};

/** The longest a question may take to be spoken, milliseconds. */
export const QUESTION_MAX_MS = 45_000;
/** How long the customer has for a key after the question was spoken, milliseconds. */
export const KEY_WAIT_MS = 8_000;
/** How long the customer has for the next digit of a number or code, milliseconds. */
export const DIGIT_WAIT_MS = 6_000;
/** How often a question is asked again. */
export const REPEATS_MAX = 1;
/** How often a number that cannot be rung is asked for again. */
export const NUMBER_RETRIES_MAX = 2;
/** Longest entry that is kept; no number or code is longer. */
export const TYPED_MAX = 20;
/** Times spoken at once. */
export const CHOICES_MAX = 3;
