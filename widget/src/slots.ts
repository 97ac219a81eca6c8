import type { BookableSlot } from './wire.ts';

/** Parts of a day, in order. */
export const dayPartNames = ['night', 'morning', 'afternoon', 'evening'] as const;

/** The part of the day that a time belongs to. */
export type DayPart = (typeof dayPartNames)[number];

/** A day of the picker with its times. */
export interface DayOfSlots {
  /** yyyy-mm-dd in the zone of the picker. */
  date: string;
  /** Instant of the first slot, for labels. */
  startsAt: string;
  full: boolean;
  parts: readonly { part: DayPart; slots: readonly BookableSlot[] }[];
}

/** Groups slots by calendar day and part of day in a zone. A day without a free slot is full; the slots listed are the free ones. */
export function groupByDay(slots: readonly BookableSlot[], timeZone: string): readonly DayOfSlots[] {
  const clock = localClock(timeZone);
  const days = Map.groupBy(sorted(slots), (slot) => clock(slot.startsAt).date);
  return [...days].map(([date, all]) => {
    const free = all.filter((slot) => slot.free > 0);
    const byPart = Map.groupBy(free, (slot) => partOfHour(clock(slot.startsAt).hour));
    const parts = dayPartNames.flatMap((part) => {
      const own = byPart.get(part);
      return own === undefined ? [] : [{ part, slots: own }];
    });
    return { date, startsAt: all[0]?.startsAt ?? date, full: free.length === 0, parts };
  });
}

/** The first free slot in time; null when everything is taken. */
export function firstFree(slots: readonly BookableSlot[]): BookableSlot | null {
  return sorted(slots).find((slot) => slot.free > 0) ?? null;
}

/** The day a slot belongs to, or the first day with a free slot. */
export function dayOf(days: readonly DayOfSlots[], startsAt: string | null): DayOfSlots | null {
  const holds = (day: DayOfSlots): boolean => day.parts.some((p) => p.slots.some((s) => s.startsAt === startsAt));
  return days.find(holds) ?? days.find((day) => !day.full) ?? null;
}

function sorted(slots: readonly BookableSlot[]): readonly BookableSlot[] {
  return slots.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}

function partOfHour(hour: number): DayPart {
  if (hour < 6) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Calendar date and hour of instants in a zone. en-CA writes dates as yyyy-mm-dd. */
function localClock(timeZone: string): (instant: string) => { date: string; hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(new Date(instant)).map((p) => [p.type, p.value]));
    return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']) };
  };
}
