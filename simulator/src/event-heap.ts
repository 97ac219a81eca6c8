/** Something with a time, and its turn among those of the same time. */
export interface Timed {
  readonly at: number;
  readonly order: number;
}

/** The future: a binary heap by time; at one time in the order in which things were planned. */
export class EventHeap<Event extends Timed> {
  private readonly heap: Event[] = [];

  /** What happens next, or null. */
  next(): Event | null {
    return this.heap[0] ?? null;
  }

  push(event: Event): void {
    const { heap } = this;
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

  /** Takes the next one out, or null when there is none. */
  take(): Event | null {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return null;
    if (first !== last) this.sink(last);
    return first;
  }

  private sink(event: Event): void {
    const { heap } = this;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let smaller = heap[child];
      const right = heap[child + 1];
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

function isBefore(one: Timed, other: Timed): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}
