import { errorCatalogue, errorCodes } from './errors.ts';

/** The reference page of all errors, as Markdown. */
export function buildErrorsPage(): string {
  const rows = errorCodes.map((code) => {
    const { status, title, retriable, whatToDo } = errorCatalogue[code];
    return `| <a id="${code}"></a>\`${code}\` | ${status} | ${title} | ${retriable ? 'yes' : 'no'} | ${whatToDo} |`;
  });
  return [
    '# Errors',
    '',
    'Every error is answered as `application/problem+json` with `type`, `title`, `status`, `code`, `detail`, `retriable` and `errors`.',
    'Decide on `code`; `title` is for people. "Retriable" means that the same request can succeed later without being changed.',
    'This page is made from the catalogue in the contract by `npm run gen`.',
    '',
    '| Code | Status | Meaning | Retriable | What to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
