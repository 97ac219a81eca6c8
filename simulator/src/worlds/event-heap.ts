/** Something that happens at a time of the world. */
interface WorldEvent {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

/** The future of a world: a binary heap by time; at one time in the order in which events were planned. */
export class EventHeap {
  private readonly heap: WorldEvent[] = [];
  private plannedCount = 0;

  /** When the next event happens, or null. */
  nextAt(): number | null {
    return this.heap[0]?.at ?? null;
  }

  /** Plans an event. `at` need not be whole: the world's clock is exact, milliseconds. */
  plan(at: number, run: () => void): void {
    const { heap } = this;
    const event = { at, sequence: this.plannedCount, run };
    this.plannedCount += 1;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(event, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
  }

  /** Takes the next event out, or null when nothing is planned. */
  take(): { readonly at: number; readonly run: () => void } | null {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return null;
    if (first !== last) this.sink(last);
    return first;
  }

  private sink(event: WorldEvent): void {
    const { heap } = this;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const right = heap[child + 1];
      let smaller = heap[child];
      if (smaller !== undefined && right !== undefined && isBefore(right, smaller)) {
        smaller = right;
        child += 1;
      }
      if (smaller === undefined || !isBefore(smaller, event)) break;
      heap[index] = smaller;
      index = child;
    }
    heap[index] = event;
  }
}

function isBefore(a: WorldEvent, b: WorldEvent): boolean {
  return a.at !== b.at ? a.at < b.at : a.sequence < b.sequence;
}
