import '@ringback/widget/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/softphone.css';
import './styles/workspace.css';
import './styles/board.css';
import './styles/callbacks.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { router } from './shell/router.tsx';
import { applyTheme } from './ui/settings.ts';
import { meQuery } from './wire/queries.ts';
import { ProblemError } from './wire/problem.ts';

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The session ended: the sign-in page takes over.
    onError: (error) => {
      if (error instanceof ProblemError && error.problem.status === 401) queries.setQueryData(meQuery.queryKey, null);
    },
  }),
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && (!(error instanceof ProblemError) || error.problem.retriable),
      retryDelay: 800,
      staleTime: 2_000,
    },
  },
});

applyTheme();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale="en-GB">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
