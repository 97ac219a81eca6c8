import type { demoSettings } from '@ringback/contract';
import type { z } from 'zod';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Parts } from '../parts.ts';

/** Answers the demo page, whatever phone system there is. */
export function demoHandlers(parts: Parts): Pick<Handlers, 'getDemoSettings' | 'registerDemoPhone'> {
  return {
    getDemoSettings: async () => ({ status: 200, body: settingsOf(parts) }),
    registerDemoPhone: async () => {
      const customer = parts.isDemo ? (parts.softphones?.demoCustomer ?? null) : null;
      if (customer === null) throw new ProblemError('softphone_unavailable', {});
      return { status: 201, body: await customer.register() };
    },
  };
}

function settingsOf(parts: Parts): z.input<typeof demoSettings> {
  const number = parts.simulation?.handset.number ?? parts.softphones?.demoCustomer?.number ?? null;
  if (parts.demoPublishableKey === null || number === null)
    throw new ProblemError('not_found', { detail: 'This is not the demo contact centre.' });
  const services = parts.configuration.services();
  const ordered = services.toSorted((a, b) => Number(b.id === 'svc_support') - Number(a.id === 'svc_support'));
  return {
    publishableKey: parts.demoPublishableKey,
    services: services.map(({ id, name }) => ({ id, name })),
    inboundNumber: ordered.flatMap((service) => service.inboundNumbers)[0] ?? '',
    handsetNumber: number,
    handsetLine: parts.simulation === null ? 'sip' : 'simulated',
  };
}
