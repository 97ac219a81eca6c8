/** How a trunk wants numbers: `+4930123`, `4930123` or `004930123`. */
export type NumberFormat = 'e164' | 'digits' | 'digits_00';

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
}

/** A trunk with this name, first in order, without limits, that takes E.164. */
export function plainTrunk(name: string): Trunk {
  return { name, order: 1, weight: 1, callsPerSecond: null, callCountMax: null, numberFormat: 'e164' };
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
