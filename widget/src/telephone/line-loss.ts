/**
 * Why a line is not registered any more: the connection is gone, the phone system did not take the registration, or another
 * page has got the password since.
 */
export type LineLoss = 'connection' | 'refused' | 'replaced';

/**
 * What a registration that failed means, by the status of its answer (RFC 3261; null: there was none). A password that was taken
 * on this very connection before, and is refused now, belongs to another page: it must not be asked for again, or two pages would
 * take the telephone from each other for ever.
 */
export function lossOf(status: number | null, wasRegistered: boolean): LineLoss {
  if (status === null && wasRegistered) return 'connection';
  const isPasswordRefused = status === 401 || status === 403;
  return isPasswordRefused && wasRegistered ? 'replaced' : 'refused';
}
