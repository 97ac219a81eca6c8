import type { OperationId, Problem, Routes } from '@ringback/contract';

type Schema = { readonly _zod: { readonly input: unknown; readonly output: unknown } };
type Input<Value> = Value extends Schema ? Value['_zod']['input'] : never;
type Output<Value> = Value extends Schema ? Value['_zod']['output'] : void;
type Responses<Operation extends OperationId> = Routes[Operation]['responses'];
type SuccessStatus = 200 | 201 | 204;

/** What an operation answers with when it succeeds. */
export type ResultOf<Operation extends OperationId> = {
  [Status in keyof Responses<Operation>]: Status extends SuccessStatus ? Output<Responses<Operation>[Status]> : never;
}[keyof Responses<Operation>];
/** The body an operation takes. */
export type BodyOf<Operation extends OperationId> = Input<Routes[Operation]['body']>;
/** The path parameters an operation takes. */
export type ParamsOf<Operation extends OperationId> = Input<Routes[Operation]['params']>;
/** The query an operation takes. */
export type QueryOf<Operation extends OperationId> = Input<Routes[Operation]['query']>;

/** A part of a request: left out where the operation has none, optional where nothing in it is needed. */
type Part<Name extends string, Value> = [Value] extends [never]
  ? { readonly [Key in Name]?: never }
  : Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

/** What any request can have besides its parts. */
export type RequestOptions = {
  /** Key under which a repeat gets the first answer again; POSTs get a random one when it is left out. */
  readonly idempotencyKey?: string;
  /** The version the change is meant for; another one is answered with `version_conflict`. */
  readonly ifMatch?: number;
  /** Gives up when aborted. */
  readonly signal?: AbortSignal;
};

/** What a method of the client takes. */
export type RequestOf<Operation extends OperationId> = Part<'params', ParamsOf<Operation>> &
  Part<'query', QueryOf<Operation>> &
  Part<'body', BodyOf<Operation>> &
  RequestOptions;

/** Operations that are streams of events; `subscribe` reads them. */
export type StreamOperation = 'streamEvents' | 'streamHandset';

/** The operations a client has as methods, typed from the table of routes. */
export type Operations = {
  readonly [Operation in Exclude<OperationId, StreamOperation>]: Record<never, never> extends RequestOf<Operation>
    ? (request?: RequestOf<Operation>) => Promise<ResultOf<Operation>>
    : (request: RequestOf<Operation>) => Promise<ResultOf<Operation>>;
};

export type { OperationId, Problem };
