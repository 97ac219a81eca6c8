import type { Handlers } from '../http/handlers.ts';
import type { Parts } from '../parts.ts';
import { agentHandlers } from './agents.ts';
import { callInHandlers } from './call-ins.ts';
import { callbackHandlers } from './callbacks.ts';
import { configurationHandlers } from './configuration.ts';
import { demoHandlers } from './demo.ts';
import { streamEvents } from './events.ts';
import { keyHandlers } from './keys.ts';
import { operationsHandlers } from './operations.ts';
import { recordingHandlers } from './recordings.ts';
import { selfServiceHandlers } from './self-service.ts';
import { serviceHandlers } from './services.ts';
import { sessionHandlers } from './session.ts';
import { softphoneHandlers } from './softphone.ts';
import { simulatedHandlers } from './simulated.ts';

/** A handler for every operation of the contract. */
export function makeHandlers(parts: Parts): Handlers {
  return {
    ...callbackHandlers(parts),
    ...callInHandlers(parts),
    ...serviceHandlers(parts),
    ...agentHandlers(parts),
    ...recordingHandlers(parts),
    ...softphoneHandlers(parts),
    ...configurationHandlers(parts),
    ...keyHandlers(parts),
    ...sessionHandlers(parts),
    ...selfServiceHandlers(parts),
    ...simulatedHandlers(parts),
    ...demoHandlers(parts),
    ...operationsHandlers(parts),
    streamEvents: (ask) => streamEvents(parts, ask),
  };
}
