import { useQuery } from '@tanstack/react-query';
import { SignInPage } from '../session/SignInPage.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Loading } from '../ui/Loading.tsx';
import { meQuery } from '../wire/queries.ts';
import { Shell } from './Shell.tsx';

/** The shell for whoever is signed in, the sign-in page for everybody else. */
export function Gate() {
  const me = useQuery(meQuery);
  if (me.data === undefined) {
    return (
      <main className="gate">
        <h1>Ringback</h1>
        {me.isError ? (
          <Failure what="your session" error={me.error} onRetry={() => void me.refetch()} />
        ) : (
          <Loading shape="card" count={1} what="your session" />
        )}
      </main>
    );
  }
  return me.data === null ? <SignInPage /> : <Shell me={me.data} />;
}
