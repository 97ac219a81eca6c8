import type { Engine } from '@ringback/engine';
import { compareBoard, compareCallbacks } from './memory.ts';
import type { StoredWorld } from './stored-world.ts';

/**
 * [I7] Asks the writer what it believes, and holds it against the rows. Judged only when nothing was written between question and
 * answer: then memory and rows must be the same. A question nobody answers says nothing. Without a world nothing is compared.
 */
export function askMemory(
  engine: Engine,
  callbackIds: readonly string[],
  world: StoredWorld | null,
  differs: (problem: string) => void,
): void {
  const commitCount = world?.commitCount;
  const judge = (problem: (world: StoredWorld) => string | null): void => {
    const found = world !== null && world.commitCount === commitCount ? problem(world) : null;
    if (found !== null) differs(found);
  };
  engine.ask({ kind: 'board' }).then(
    (board) => judge((rows) => compareBoard(rows, board)),
    () => undefined,
  );
  engine.ask({ kind: 'callbacks', callbackIds }).then(
    (views) => judge((rows) => compareCallbacks(rows, views)),
    () => undefined,
  );
}
