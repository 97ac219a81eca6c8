/** How a trunk wants numbers: `+4930123`, `4930123` or `004930123`. */
export type NumberFormat = 'e164' | 'digits' | 'digits_00';

/** How a trunk writes the numbers of calls in: `digits` is E.164, with or without its plus; `national` is as dialled in the country. */
export type CallInNumbers = 'digits' | 'national';

/** How the numbers of calls in are read. Those with a plus are E.164, whatever stands here. */
export interface CallInReading {
  /** ISO 3166-1 alpha-2; null when every number comes with its country code. */
  readonly country: string | null;
  readonly numbers: CallInNumbers;
  /** What the trunk leaves out at the beginning of the number that was called, as `+49301234` before an extension; null: nothing. */
  readonly calledPrefix: string | null;
}

/** Numbers with their country code. */
export const plainReading: CallInReading = { country: null, numbers: 'digits', calledPrefix: null };

/** A way to the telephone network: an endpoint of the engine's SIP configuration. */
export interface Trunk {
  /** Name of the PJSIP endpoint. */
  readonly name: string;
  /** Trunks of a lower order are tried first. */
  readonly order: number;
  /** Share of the calls among trunks of one order, as a weight above 0. */
  readonly weight: number;
  /** Most new calls per second; null when the provider sets no limit. */
  readonly callsPerSecond: number | null;
  /** Most calls at a time, in and out together; null when the provider sets no limit. */
  readonly callCountMax: number | null;
  readonly numberFormat: NumberFormat;
  readonly callsIn: CallInReading;
}

/** A trunk with this name, first in order, without limits, that takes E.164. */
export function plainTrunk(name: string): Trunk {
  const limits = { callsPerSecond: null, callCountMax: null };
  return { name, order: 1, weight: 1, ...limits, numberFormat: 'e164', callsIn: plainReading };
}

/** An E.164 number as the trunk wants it. */
export function formatForTrunk(trunk: Trunk, phoneNumber: string): string {
  const digits = phoneNumber.replace(/^\+/u, '');
  switch (trunk.numberFormat) {
    case 'e164':
      return `+${digits}`;
    case 'digits':
      return digits;
    case 'digits_00':
      return `00${digits}`;
  }
}
