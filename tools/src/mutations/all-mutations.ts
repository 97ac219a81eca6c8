import { attemptGuards } from './guards/attempts-and-legs.ts';
import { conversationGuards } from './guards/conversations.ts';
import { routingGuards } from './guards/line-and-routing.ts';
import { oneWriterGuards } from './guards/one-writer.ts';
import { timeGuards } from './guards/time-and-slots.ts';
import type { Mutation } from './mutation.ts';

/** Every guard that is taken out, one at a time. */
export const allMutations: readonly Mutation[] = [
  ...oneWriterGuards,
  ...attemptGuards,
  ...routingGuards,
  ...timeGuards,
  ...conversationGuards,
];
