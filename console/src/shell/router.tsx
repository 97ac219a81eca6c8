import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { BoardPage } from '../board/BoardPage.tsx';
import { CallbackPage } from '../callbacks/CallbackPage.tsx';
import { CallbacksPage } from '../callbacks/CallbacksPage.tsx';
import { WorkspacePage } from '../workspace/WorkspacePage.tsx';
import { Gate } from './Gate.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';

const rootRoute = createRootRoute({ component: Gate, notFoundComponent: NotFoundPage });
const workspaceRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: WorkspacePage });
const boardRoute = createRoute({ getParentRoute: () => rootRoute, path: '/board', component: BoardPage });
const callbacksRoute = createRoute({ getParentRoute: () => rootRoute, path: '/callbacks', component: CallbacksPage });
const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/callbacks/$callbackId',
  component: CallbackPage,
});

/** The pages of the console, all under `/console`. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([workspaceRoute, boardRoute, callbacksRoute, callbackRoute]),
  basepath: '/console',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
