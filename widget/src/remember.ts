import type { Booked } from './flow.ts';

const keyOf = (serviceId: string): string => `ringback:${serviceId}`;

/** Keeps the booked callback for this tab, so that another page of the site shows it again. */
export function remember(serviceId: string, booked: Booked | null): void {
  try {
    if (booked === null) sessionStorage.removeItem(keyOf(serviceId));
    else sessionStorage.setItem(keyOf(serviceId), JSON.stringify(booked));
  } catch {
    // Storage may be forbidden by the browser: the widget then starts afresh on the next page.
  }
}

/** The callback booked in this tab, or null. */
export function recall(serviceId: string): Booked | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(serviceId)) ?? 'null');
    if (typeof stored !== 'object' || stored === null || !('token' in stored) || !('link' in stored)) return null;
    return typeof stored.token === 'string' && typeof stored.link === 'string'
      ? { token: stored.token, link: stored.link, existed: false, fresh: false }
      : null;
  } catch {
    return null;
  }
}
