import type { Engine } from '@ringback/engine';
import { compareBoard, compareCallbacks } from './memory.ts';
import type { StoredWorld } from './stored-world.ts';

/** Callbacks whose positions are asked for at once. */
const ASKED_MAX = 20;

/**
 * [I7] Asks the writer what it believes, and holds it against the rows. Judged only when nothing was written between question and
 * answer: then memory and rows must be the same. A question nobody answers says nothing.
 */
export function compareMemory(engine: Engine, world: StoredWorld, differs: (problem: string) => void): void {
  const { commitCount } = world;
  const callbackIds = [...world.callbacks.keys()].slice(-ASKED_MAX);
  const judge = (problem: () => string | null): void => {
    const found = world.commitCount === commitCount ? problem() : null;
    if (found !== null) differs(found);
  };
  engine.ask({ kind: 'board' }).then(
    (board) => judge(() => compareBoard(world, board)),
    () => undefined,
  );
  engine.ask({ kind: 'callbacks', callbackIds }).then(
    (views) => judge(() => compareCallbacks(world, views)),
    () => undefined,
  );
}
