/** One thing looked at. */
export interface PhoneFinding {
  readonly verdict: 'ok' | 'warning' | 'failed';
  readonly what: string;
  /** What was found and, where it is not right, what to do. */
  readonly message: string;
}

/** It is as it must be. */
export function ok(what: string, message: string): PhoneFinding {
  return { verdict: 'ok', what, message };
}

/** It works, but something is lost or in doubt. */
export function warning(what: string, message: string): PhoneFinding {
  return { verdict: 'warning', what, message };
}

/** It does not work like this. */
export function failed(what: string, message: string): PhoneFinding {
  return { verdict: 'failed', what, message };
}
