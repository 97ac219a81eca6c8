export { createClient, type Client, type ClientOptions } from './client.ts';
export { ProblemError } from './problem-error.ts';
export type { SubscribeOptions, Subscription, SubscriptionState } from './subscribe.ts';
export type {
  BodyOf,
  OperationId,
  Operations,
  ParamsOf,
  QueryOf,
  RequestOf,
  RequestOptions,
  ResultOf,
} from './types.ts';
export type * from '@ringback/contract';
