/** One place in a file and what stands there instead. */
export interface Edit {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** The exact text; it must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** One guard taken out of the code, to see whether a checker or a test notices. */
export interface Mutation {
  readonly name: string;
  /** The guard that goes, in words. */
  readonly guard: string;
  /** Numbers of the requirements and invariants that no longer hold without it. */
  readonly breaks: readonly string[];
  /** More than one where the code guards the same thing twice: both go. */
  readonly edits: readonly Edit[];
  /** Folders whose tests are asked when the simulator noticed nothing; the usual ones when absent. */
  readonly tests?: readonly string[];
  /** True where the simulator has something else in place of this code, so that there is no use in asking it. */
  readonly isOutsideSimulation?: true;
}

/** A guard that is not where the mutation looks for it: the code has moved on and the mutation must follow. */
export class MutationDoesNotFitError extends Error {
  override readonly name = 'MutationDoesNotFitError';
}

/** The text with the edit made. Throws MutationDoesNotFitError unless the place is there exactly once. */
export function applyEdit(text: string, { path, find, replace }: Edit): string {
  const parts = text.split(find);
  const [before, after] = parts;
  if (parts.length !== 2 || before === undefined || after === undefined)
    throw new MutationDoesNotFitError(`${path} holds this ${parts.length - 1} times, not once: ${find}`);
  return before + replace + after;
}

/** The mutated texts by path; edits of one file follow one another. */
export function mutatedFiles(mutation: Mutation, read: (path: string) => string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const edit of mutation.edits) texts.set(edit.path, applyEdit(texts.get(edit.path) ?? read(edit.path), edit));
  return texts;
}
