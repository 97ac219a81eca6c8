import { accessRoutes, selfServiceRoutes } from './routes/access.ts';
import { agentRoutes } from './routes/agents.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { configurationRoutes } from './routes/configuration.ts';
import type { Route } from './routes/route.ts';
import { serviceRoutes } from './routes/services.ts';
import { simulatedRoutes } from './routes/simulated.ts';

/** Every route of Ringback by its operation id. Server, client and reference are made from this table. */
export const routes = {
  ...callbackRoutes,
  ...serviceRoutes,
  ...agentRoutes,
  ...configurationRoutes,
  ...accessRoutes,
  ...selfServiceRoutes,
  ...simulatedRoutes,
};
/** The table of routes, as a type. */
export type Routes = typeof routes;
/** The id of an operation. */
export type OperationId = keyof Routes;

/** Every route, in the order of the table. */
export const routeList: readonly Route[] = Object.values(routes);
