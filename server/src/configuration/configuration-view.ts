import type { ConfigurationKind } from '@ringback/contract';
import {
  createServiceCalendar,
  DEFAULT_NUMBER_RULES,
  alwaysOpen,
  type ConfigurationKinds,
  type NumberRules,
  type ServiceCalendar,
  type ServicePolicy,
} from '@ringback/core';
import type { ReadModel } from '@ringback/engine';
import { isConfigurationKind, parseKind } from '../mapping/configuration.ts';

/** A document as it is stored: the contract's fields with `version` and `updatedAt`. */
export interface StoredDocument {
  readonly kind: ConfigurationKind;
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** The configuration as the edge needs it: at hand for every request, read again when it has changed. */
export interface ConfigurationView {
  /** Reads everything again. */
  reload(): Promise<void>;
  documents(kind: ConfigurationKind): readonly StoredDocument[];
  document(kind: ConfigurationKind, id: string): StoredDocument | null;
  services(): readonly ServicePolicy[];
  service(id: string): ServicePolicy | null;
  queueName(id: string): string;
  /** The rules that numbers of a service must pass. */
  numberRules(service: ServicePolicy): NumberRules;
  /** Hours and slots of a service. */
  calendar(service: ServicePolicy): ServiceCalendar;
}

type ParsedMaps = { readonly [K in keyof ConfigurationKinds]: Map<string, ConfigurationKinds[K]> };

interface Loaded {
  readonly documents: readonly StoredDocument[];
  readonly parsed: ParsedMaps;
  readonly calendars: Map<string, ServiceCalendar>;
}

function emptyMaps(): ParsedMaps {
  return {
    services: new Map(),
    queues: new Map(),
    agents: new Map(),
    hours: new Map(),
    capacity: new Map(),
    'number-rules': new Map(),
    'call-in-groups': new Map(),
  };
}

function keep<K extends ConfigurationKind>(maps: ParsedMaps, kind: K, id: string, document: unknown): void {
  const map: Map<string, ConfigurationKinds[K]> = maps[kind];
  map.set(id, parseKind(kind, id, document));
}

async function load(readModel: ReadModel, tenantId: string): Promise<Loaded> {
  const parsed = emptyMaps();
  const documents: StoredDocument[] = [];
  for (const { kind, id, document } of await readModel.configuration(tenantId)) {
    if (!isConfigurationKind(kind) || typeof document !== 'object' || document === null) continue;
    documents.push({ kind, id, document: { ...document } });
    keep(parsed, kind, id, document);
  }
  return { documents, parsed, calendars: new Map() };
}

/** The configuration of a tenant; empty until the first `reload`. */
export function createConfigurationView(readModel: ReadModel, tenantId: string): ConfigurationView {
  let loaded: Loaded = { documents: [], parsed: emptyMaps(), calendars: new Map() };
  let reloading: Promise<void> = Promise.resolve();
  const calendarOf = (service: ServicePolicy): ServiceCalendar => {
    const { hours, capacity } = loaded.parsed;
    return createServiceCalendar({
      hours: (service.hoursId === null ? undefined : hours.get(service.hoursId)) ?? alwaysOpen('UTC'),
      capacity: (service.capacityId === null ? undefined : capacity.get(service.capacityId)) ?? null,
      slotMinutes: service.slotMinutes,
    });
  };
  return {
    reload() {
      // One after another: a slow older answer must not replace a newer one.
      reloading = reloading
        .catch(() => undefined)
        .then(async () => {
          loaded = await load(readModel, tenantId);
        });
      return reloading;
    },
    documents: (kind) => loaded.documents.filter((one) => one.kind === kind),
    document: (kind, id) => loaded.documents.find((one) => one.kind === kind && one.id === id) ?? null,
    services: () => [...loaded.parsed.services.values()],
    service: (id) => loaded.parsed.services.get(id) ?? null,
    queueName: (id) => loaded.parsed.queues.get(id)?.name ?? id,
    numberRules: ({ numberRulesId }) =>
      (numberRulesId === null ? undefined : loaded.parsed['number-rules'].get(numberRulesId)) ?? DEFAULT_NUMBER_RULES,
    calendar(service) {
      const known = loaded.calendars.get(service.id);
      if (known !== undefined) return known;
      const made = calendarOf(service);
      loaded.calendars.set(service.id, made);
      return made;
    },
  };
}
