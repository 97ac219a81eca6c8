import type { BusinessHours } from './business-hours.ts';
import type { CapacityPlan } from './capacity-plan.ts';
import { parseDate, parseTimeOfDay, WEEKDAYS, type TimeRange } from './wall-time.ts';
import { isTimeZone } from './zone-clock.ts';

/** What is wrong, and where, as a path such as `weekly.monday[0].to`. */
export interface CalendarProblem {
  readonly path: string;
  readonly message: string;
}

function rangeProblems(range: TimeRange, path: string): CalendarProblem[] {
  const fromMs = parseTimeOfDay(range.from);
  const toMs = parseTimeOfDay(range.to);
  const problems: CalendarProblem[] = [];
  if (fromMs === null || range.from === '24:00')
    problems.push({ path: `${path}.from`, message: 'Write the time as HH:MM, 00:00 to 23:59.' });
  if (toMs === null) problems.push({ path: `${path}.to`, message: 'Write the time as HH:MM, up to 24:00.' });
  if (problems.length === 0 && fromMs !== null && toMs !== null && fromMs >= toMs) {
    problems.push({
      path: `${path}.to`,
      message:
        'Must be later than the start. Hours over midnight are two ranges: one to 24:00, one from 00:00 on the next day.',
    });
  }
  return problems;
}

function overlapProblems(ranges: readonly TimeRange[], path: string): CalendarProblem[] {
  const placed = ranges.map((range, index) => ({
    from: parseTimeOfDay(range.from) ?? 0,
    to: parseTimeOfDay(range.to) ?? 0,
    index,
  }));
  const ascending = placed.sort((a, b) => a.from - b.from || a.index - b.index);
  let endMs = 0;
  return ascending.flatMap(({ from, to, index }) => {
    const isOverlapping = from < endMs;
    endMs = Math.max(endMs, to);
    return isOverlapping ? [{ path: `${path}[${index}]`, message: 'Overlaps another range of the same day.' }] : [];
  });
}

function rangesProblems(ranges: readonly TimeRange[], path: string): CalendarProblem[] {
  const malformed = ranges.flatMap((range, index) => rangeProblems(range, `${path}[${index}]`));
  return malformed.length > 0 ? malformed : overlapProblems(ranges, path);
}

function dateProblems(dates: readonly { readonly date: string }[], path: string): CalendarProblem[] {
  return dates.flatMap(({ date }, index) =>
    parseDate(date) === null
      ? [{ path: `${path}[${index}].date`, message: 'Not a date. Write it as YYYY-MM-DD.' }]
      : [],
  );
}

function repeatedDateProblems(dates: readonly { readonly date: string }[], path: string): CalendarProblem[] {
  const seen = new Set<string>();
  return dates.flatMap(({ date }, index) => {
    const isRepeated = seen.has(date);
    seen.add(date);
    return isRepeated ? [{ path: `${path}[${index}].date`, message: 'This date stands here already.' }] : [];
  });
}

const capacityProblem = (capacity: number, path: string): CalendarProblem[] =>
  Number.isSafeInteger(capacity) && capacity >= 0 ? [] : [{ path, message: 'Must be a whole number, 0 or more.' }];

function capacityRangesProblems(
  ranges: readonly (TimeRange & { readonly capacity: number })[],
  path: string,
): CalendarProblem[] {
  return [
    ...rangesProblems(ranges, path),
    ...ranges.flatMap((range, index) => capacityProblem(range.capacity, `${path}[${index}].capacity`)),
  ];
}

/** Everything wrong with business hours; empty when they can be used. */
export function validateHours(hours: BusinessHours): readonly CalendarProblem[] {
  return [
    ...(isTimeZone(hours.timeZone)
      ? []
      : [{ path: 'timeZone', message: 'Not a time zone. Use an IANA name, such as Europe/Berlin.' }]),
    ...WEEKDAYS.flatMap((weekday) => rangesProblems(hours.weekly[weekday], `weekly.${weekday}`)),
    ...dateProblems(hours.holidays, 'holidays'),
    ...repeatedDateProblems(hours.holidays, 'holidays'),
    ...dateProblems(hours.specialDays, 'specialDays'),
    ...repeatedDateProblems(hours.specialDays, 'specialDays'),
    ...hours.specialDays.flatMap((day, index) => rangesProblems(day.ranges, `specialDays[${index}].ranges`)),
  ];
}

/** Everything wrong with a capacity plan; empty when it can be used. A date may be repeated; where its ranges overlap the first counts. */
export function validateCapacity(plan: CapacityPlan): readonly CalendarProblem[] {
  return [
    ...WEEKDAYS.flatMap((weekday) => capacityRangesProblems(plan.weekly[weekday], `weekly.${weekday}`)),
    ...dateProblems(plan.exceptions, 'exceptions'),
    ...plan.exceptions.flatMap((one, index) => capacityRangesProblems(one.ranges, `exceptions[${index}].ranges`)),
    ...capacityProblem(plan.defaultCapacity, 'defaultCapacity'),
  ];
}
