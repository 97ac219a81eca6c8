import {
  alwaysOpen,
  applicableZones,
  callingWindowOf,
  createServiceCalendar,
  isCallableAt,
  nextCallableAt,
  type BusinessHours,
  type ServiceCalendar,
  type CallingWindow,
} from '../calendar/index.ts';
import type { Center } from '../contact-center/center.ts';
import type { ServicePolicy } from '../contact-center/configuration.ts';
import { parsePhoneNumber, zonesOfNumber } from '../phone-numbers/index.ts';
import type { Instant } from '../time.ts';
import type { Callback } from './callback.ts';

/** A service's hours and slots, made once per configuration. */
export function calendarOf(center: Center, serviceId: string): ServiceCalendar {
  const found = center.calendars.get(serviceId);
  if (found !== undefined) return found;
  const service = center.service(serviceId);
  const capacity = service.capacityId === null ? undefined : center.capacity.get(service.capacityId);
  const calendar = createServiceCalendar({
    hours: hoursOf(center, service),
    capacity: capacity ?? { weekly: NO_WEEKLY_CAPACITY, exceptions: [], defaultCapacity: CAPACITY_UNLESS_TOLD },
    slotMinutes: service.slotMinutes,
  });
  center.calendars.set(serviceId, calendar);
  return calendar;
}

/** Places in a slot of a service without a capacity plan. */
const CAPACITY_UNLESS_TOLD = 5;

const NO_WEEKLY_CAPACITY = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
};

/** The business hours of a service; a service without any is open around the clock. */
export function hoursOf(center: Center, service: ServicePolicy): BusinessHours {
  return (service.hoursId === null ? undefined : center.hours.get(service.hoursId)) ?? alwaysOpen('UTC');
}

/** Rounds tried to find a time that suits the hours and the customer's window; each moves on by hours. */
const ROUNDS_MAX = 20;

/**
 * The first moment at or after `from` when this customer may be rung: the service is open and it is a decent hour where
 * the customer is (S8, invariant I4), at `phoneNumber` where another one is to ring. Null when there is none in sight.
 */
export function callableAt(
  center: Center,
  callback: Callback,
  from: Instant,
  phoneNumber = callback.phoneNumber,
): Instant | null {
  const service = center.service(callback.serviceId);
  const calendar = calendarOf(center, service.id);
  const zones = applicableZones(callback.timeZone, zonesOfNumber(phoneNumber), hoursOf(center, service).timeZone);
  const window = windowFor(service, phoneNumber);
  let at = from;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (!calendar.isOpen(at)) {
      const opening = calendar.nextOpening(at);
      if (opening === null) return null;
      at = opening;
    }
    if (isCallableAt(at, zones, window)) return at;
    const next = nextCallableAt(at, zones, window);
    if (next === null) return null;
    at = next;
  }
  return null;
}

function windowFor(service: ServicePolicy, phoneNumber: string): CallingWindow {
  const { callingWindow } = service;
  if (Object.keys(callingWindow.perCountry).length === 0) return callingWindow;
  const parsed = parsePhoneNumber(phoneNumber, null);
  return callingWindowOf(callingWindow, parsed.ok ? parsed.country : null);
}
