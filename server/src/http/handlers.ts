import type { OperationId, Routes } from '@ringback/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { RepeatKey } from './repeat-key.ts';

type Schema = { readonly _zod: { readonly input: unknown; readonly output: unknown } };
type Output<Value> = Value extends Schema ? Value['_zod']['output'] : null;
type Input<Value> = Value extends Schema ? Value['_zod']['input'] : null;
type Responses<Operation extends OperationId> = Routes[Operation]['responses'];

/** A request after the pipeline: its parts parsed by the route's schemas, its sender known. */
export interface Ask<Operation extends OperationId> {
  readonly params: Output<Routes[Operation]['params']>;
  readonly query: Output<Routes[Operation]['query']>;
  readonly body: Output<Routes[Operation]['body']>;
  readonly caller: Caller;
  /** Set for a POST with an `Idempotency-Key`. */
  readonly repeat: RepeatKey | null;
  /** The version of `If-Match`; null when the header is not there. */
  readonly ifMatch: number | null;
  /** Network address of the sender. */
  readonly address: string;
  readonly raw: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The answer of a handler: one of the route's statuses with the body of that status. */
export type Answer<Operation extends OperationId> = {
  [Status in keyof Responses<Operation>]: {
    readonly status: Status;
    readonly body: Input<Responses<Operation>[Status]>;
  };
}[keyof Responses<Operation>];

/** What answers an operation. Throws ProblemError for everything else. */
export type Handler<Operation extends OperationId> = (ask: Ask<Operation>) => Promise<Answer<Operation>>;

/** Operations that write their answer themselves, as a stream. */
export type StreamOperation = 'streamEvents' | 'streamHandset';

/** A handler for every operation of the table, so that none can be forgotten. */
export type Handlers = {
  readonly [Operation in Exclude<OperationId, StreamOperation>]: Handler<Operation>;
} & { readonly [Operation in StreamOperation]: (ask: Ask<Operation>) => Promise<void> };
