/** A job queue that keeps one job per request. */
export interface Peer {
  /** Stores a job durably and gives its id. */
  store(job: object): Promise<string>;
  stop(): Promise<void>;
}

/** Opens a peer on a database: makes what it needs there and is ready for jobs. */
export type OpenPeer = (databaseUrl: string) => Promise<Peer>;

/** The queue that jobs are put into. */
export const QUEUE_NAME = 'callback';

/** Connections a peer may have; more than its default of 10. */
export const CONNECTION_COUNT_MAX = 16;
