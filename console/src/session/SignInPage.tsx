import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Loading } from '../ui/Loading.tsx';
import { Failure } from '../ui/Failure.tsx';
import { usePageTitle } from '../shell/usePageTitle.ts';
import { post } from '../wire/api.ts';
import { wordsForError } from '../wire/problem.ts';
import { signInOptionsQuery } from '../wire/queries.ts';
import { KeyForm } from './KeyForm.tsx';
import { NameList } from './NameList.tsx';

/** Who signs in: an agent by name where the demo allows it, or the holder of a key. */
export interface SignIn {
  readonly agentId?: string;
  readonly key?: string;
}

/** The sign-in page. */
export function SignInPage() {
  usePageTitle('Sign in');
  const queries = useQueryClient();
  const options = useQuery(signInOptionsQuery);
  const signIn = useMutation({
    mutationFn: (who: SignIn) => post('/v1/sign-in', who),
    onSuccess: () => queries.resetQueries(),
  });
  return (
    <main className="gate">
      <div className="gate-card card stack">
        <h1>Sign in to Ringback</h1>
        <div role="alert">{signIn.isError && <p className="notice danger">{wordsForError(signIn.error)}</p>}</div>
        {options.isPending && <Loading shape="row-tall" count={3} what="who can sign in" />}
        {options.isError && (
          <Failure what="who can sign in" error={options.error} onRetry={() => void options.refetch()} />
        )}
        {options.data?.demo === true && (
          <NameList
            agents={options.data.agents}
            pending={signIn.isPending ? (signIn.variables.agentId ?? null) : null}
            onChoose={(agentId) => signIn.mutate({ agentId })}
          />
        )}
        {!options.isPending && (
          <KeyForm
            pending={signIn.isPending}
            folded={options.data?.demo === true}
            onSubmit={(key) => signIn.mutate({ key })}
          />
        )}
      </div>
    </main>
  );
}
