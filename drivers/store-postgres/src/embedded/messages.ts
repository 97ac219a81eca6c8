/** What the parent asks of the database process, once. */
export interface OpenRequest {
  readonly folder: string;
  readonly socketPath: string;
  /** False when the folder was open before: then an empty one is a loss, not a first start. */
  readonly mayCreate: boolean;
}

/** What the database process reports, once. */
export type OpenReport =
  | { readonly kind: 'ready'; readonly flushCount: number }
  | { readonly kind: 'failed'; readonly isInUse: boolean; readonly message: string };

/** Is it an OpenRequest? */
export function isOpenRequest(value: unknown): value is OpenRequest {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('folder' in value) ||
    !('socketPath' in value) ||
    !('mayCreate' in value)
  )
    return false;
  return (
    typeof value.folder === 'string' && typeof value.socketPath === 'string' && typeof value.mayCreate === 'boolean'
  );
}

/** Is it an OpenReport? */
export function isOpenReport(value: unknown): value is OpenReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'ready' || value.kind === 'failed')
  );
}
