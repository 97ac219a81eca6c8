import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dismissNotice, notify } from '../ui/notices.ts';
import { wordsForError } from './problem.ts';

/** An action on the server: afterwards everything shown is read again; a refusal is told in the notice line. */
export function useAction<Input = void>(run: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onMutate: dismissNotice,
    onError: (error) => notify(wordsForError(error)),
    onSettled: () =>
      Promise.all(
        ['work', 'board', 'callbacks', 'callback'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })),
      ),
  });
}
