export { alwaysOpen, type BusinessHours } from './business-hours.ts';
export {
  applicableZones,
  callingWindowOf,
  callingWindowProblem,
  DEFAULT_CALLING_WINDOWS,
  isCallableAt,
  isWithinCallingWindow,
  nextCallableAt,
  type CallingWindow,
  type CallingWindows,
} from './calling-window.ts';
export { DEFAULT_SLOT_CAPACITY, uniformCapacity, type CapacityPlan, type CapacityRange } from './capacity-plan.ts';
export type { ServiceCalendarPlan, Slot, SlotMinutes } from './day-plans.ts';
export {
  contains,
  containsInterval,
  intersect,
  intervalAt,
  normalize,
  subtract,
  union,
  type Interval,
} from './intervals.ts';
export { DEFAULT_LEAD_MS, entersLineAt } from './lead.ts';
export { CALENDAR_SEARCH_DAYS, createServiceCalendar, type Closing, type ServiceCalendar } from './service-calendar.ts';
export { CLOSEST_SLOT_REACH_MS, type ClosestSlotsRequest } from './slot-search.ts';
export { validateCapacity, validateHours, type CalendarProblem } from './validation.ts';
export { WEEKDAYS, type TimeRange, type Weekday } from './wall-time.ts';
export { isTimeZone, localTimeText } from './zone-clock.ts';
