import type { ReplayCaller } from './callers.ts';
import type { Staffing } from './staffing.ts';

/** Something that happens at an instant of the log's own calendar. */
export type AgendaItem =
  | { readonly kind: 'staff'; readonly at: number; readonly agentsCount: number }
  | { readonly kind: 'caller'; readonly at: number; readonly caller: ReplayCaller };

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

/** A day as it is played: staffing changes at the hours, and the callers. Staffing of an instant comes before its callers. */
export function agendaOf(date: string, callers: readonly ReplayCaller[], staffing: Staffing): readonly AgendaItem[] {
  const dayStart = Date.parse(`${date}T00:00:00Z`);
  const staff = Array.from({ length: 24 }, (_, hour): AgendaItem => ({
    kind: 'staff',
    at: dayStart + hour * hourMs,
    agentsCount: staffing.agentsAt(date, hour),
  }));
  const first = callers[0]?.arrivesAt ?? dayStart;
  const firstHour = Math.floor((first - dayStart) / hourMs);
  const calls = callers.map((caller): AgendaItem => ({ kind: 'caller', at: caller.arrivesAt, caller }));
  return [...staff.slice(firstHour), ...calls].sort((a, b) => a.at - b.at || (a.kind === 'staff' ? -1 : 1));
}

/** By how much the log's calendar is moved: whole weeks, so that weekdays stay, to the first date that is still to come. */
export function weeksShiftMs(firstDate: string, now: number): number {
  const firstAt = Date.parse(`${firstDate}T00:00:00Z`);
  return Math.ceil((now - firstAt) / weekMs) * weekMs;
}
