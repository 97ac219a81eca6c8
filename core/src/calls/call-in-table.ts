import type { CallIn } from './call-in-request.ts';

/** The call-in requests that are open or remembered, by id and by the number they are for. */
export class CallInTable {
  private readonly byId = new Map<string, CallIn>();
  private readonly byNumber = new Map<string, Map<string, CallIn>>();
  private readonly byCallback = new Map<string, CallIn>();
  private readonly byItem = new Map<string, CallIn>();

  get(id: string): CallIn | undefined {
    return this.byId.get(id);
  }

  values(): IterableIterator<CallIn> {
    return this.byId.values();
  }

  /** All requests for a number to call, the oldest first. */
  ofNumber(number: string): readonly CallIn[] {
    return [...(this.byNumber.get(number)?.values() ?? [])].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  /** How many requests a number to call has. */
  countOf(number: string): number {
    return this.byNumber.get(number)?.size ?? 0;
  }

  /** The request of a callback made last. */
  ofCallback(callbackId: string): CallIn | null {
    return this.byCallback.get(callbackId) ?? null;
  }

  /** The request that brought this caller or callback in. */
  ofItem(itemId: string): CallIn | null {
    return this.byItem.get(itemId) ?? null;
  }

  /** Writes down whom the request brought in. */
  bind(callIn: CallIn, itemId: string): void {
    if (callIn.itemId !== null) this.byItem.delete(callIn.itemId);
    callIn.itemId = itemId;
    this.byItem.set(itemId, callIn);
  }

  add(callIn: CallIn): void {
    this.byId.set(callIn.id, callIn);
    if (callIn.itemId !== null) this.byItem.set(callIn.itemId, callIn);
    const known = this.byNumber.get(callIn.number);
    if (known === undefined) this.byNumber.set(callIn.number, new Map([[callIn.id, callIn]]));
    else known.set(callIn.id, callIn);
    if (callIn.callbackId === null) return;
    const last = this.byCallback.get(callIn.callbackId);
    if (last === undefined || isBefore(last, callIn)) this.byCallback.set(callIn.callbackId, callIn);
  }

  delete(callIn: CallIn): void {
    this.byId.delete(callIn.id);
    if (callIn.itemId !== null) this.byItem.delete(callIn.itemId);
    const known = this.byNumber.get(callIn.number);
    if (known?.delete(callIn.id) === true && known.size === 0) this.byNumber.delete(callIn.number);
    if (callIn.callbackId !== null && this.byCallback.get(callIn.callbackId) === callIn)
      this.byCallback.delete(callIn.callbackId);
  }
}

/** The order is that of the making, also after a restart: rows come in any order. */
function isBefore(one: CallIn, other: CallIn): boolean {
  return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}
