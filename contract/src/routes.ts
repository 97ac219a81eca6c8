import { accessRoutes, selfServiceRoutes } from './routes/access.ts';
import { agentRoutes } from './routes/agents.ts';
import { callInRoutes } from './routes/call-ins.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { configurationRoutes } from './routes/configuration.ts';
import type { Route } from './routes/route.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { serviceRoutes } from './routes/services.ts';
import { demoRoutes, simulatedRoutes } from './routes/simulated.ts';

/** Every route of Ringback by its operation id. Server, client and reference are made from this table. */
export const routes = {
  ...callbackRoutes,
  ...callInRoutes,
  ...serviceRoutes,
  ...agentRoutes,
  ...recordingRoutes,
  ...configurationRoutes,
  ...accessRoutes,
  ...selfServiceRoutes,
  ...simulatedRoutes,
  ...demoRoutes,
};
/** The table of routes, as a type. */
export type Routes = typeof routes;
/** The id of an operation. */
export type OperationId = keyof Routes;

/** Every route, in the order of the table. */
export const routeList: readonly Route[] = Object.values(routes);
