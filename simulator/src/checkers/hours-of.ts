import {
  alwaysOpen,
  applicableZones,
  callingWindowOf,
  createServiceCalendar,
  isCallableAt,
  parsePhoneNumber,
  uniformCapacity,
  zonesOfNumber,
  type Callback,
  type ServiceCalendar,
  type ServicePolicy,
} from '@ringback/core';
import type { StoredWorld } from './stored-world.ts';

interface Place {
  readonly country: string | null;
  readonly numberZones: readonly string[];
}

/** Hours and calling windows as a checker reckons them: from the documents, with calendars of its own. */
export class Hours {
  private readonly world: StoredWorld;
  private readonly places = new Map<string, Place>();
  private readonly calendars = new Map<string, ServiceCalendar>();

  constructor(world: StoredWorld) {
    this.world = world;
  }

  /** Is the service open at this instant? */
  isOpen(service: ServicePolicy, at: number): boolean {
    return this.calendarOf(service).isOpen(at);
  }

  /** When the opening that holds this instant ends. */
  closesAt(service: ServicePolicy, at: number): ReturnType<ServiceCalendar['closesAt']> {
    return this.calendarOf(service).closesAt(at);
  }

  /** Is it a decent hour where this customer is? */
  isCallable(service: ServicePolicy, callback: Callback, phoneNumber: string, at: number): boolean {
    const { country, numberZones } = this.placeOf(phoneNumber);
    const zones = applicableZones(callback.timeZone, numberZones, this.hoursOf(service).timeZone);
    return isCallableAt(at, zones, callingWindowOf(service.callingWindow, country));
  }

  private placeOf(phoneNumber: string): Place {
    const known = this.places.get(phoneNumber);
    if (known !== undefined) return known;
    const parsed = parsePhoneNumber(phoneNumber, null);
    const place = { country: parsed.ok ? parsed.country : null, numberZones: zonesOfNumber(phoneNumber) };
    this.places.set(phoneNumber, place);
    return place;
  }

  private hoursOf(service: ServicePolicy) {
    return (service.hoursId === null ? undefined : this.world.hours.get(service.hoursId)) ?? alwaysOpen('UTC');
  }

  private calendarOf(service: ServicePolicy): ServiceCalendar {
    const key = `${service.hoursId} ${service.slotMinutes}`;
    const known = this.calendars.get(key);
    if (known !== undefined) return known;
    const calendar = createServiceCalendar({
      hours: this.hoursOf(service),
      capacity: uniformCapacity(1),
      slotMinutes: service.slotMinutes,
    });
    this.calendars.set(key, calendar);
    return calendar;
  }
}
