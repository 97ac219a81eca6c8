import type { Effect } from '@ringback/core';

/**
 * Is an effect stored until it is done, to be repeated by the next writer if this one dies? Everything but a dial: that is never
 * made twice (invariant I2), and the row of its leg already says that it was asked for (A1).
 */
export function isKeptUntilDone({ phone }: Effect): boolean {
  return phone.kind !== 'dial';
}
