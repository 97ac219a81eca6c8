/** Which legs are connected with one another. Knows ids only. */
export interface Bridges {
  /** Connects legs under an id; each leaves the bridge it was in. A repeat changes nothing. Returns the legs whose company changed. */
  connect(bridgeId: string, legIds: readonly string[]): readonly string[];
  /** Takes a bridge apart; the legs go on. Returns the legs that were in it. */
  dissolve(bridgeId: string): readonly string[];
  /** Takes a leg out of its bridge. Returns the legs whose company changed, the leg itself included. */
  leave(legId: string): readonly string[];
  bridgeOf(legId: string): string | null;
  /** The other legs in the bridge of this leg, in the order they joined. */
  othersWith(legId: string): readonly string[];
}

/** Makes an empty set of bridges. */
export function createBridges(): Bridges {
  const members = new Map<string, Set<string>>();
  const bridgeIds = new Map<string, string>();

  const bridgeOf = (legId: string): string | null => bridgeIds.get(legId) ?? null;
  const membersOf = (bridgeId: string | null): readonly string[] =>
    bridgeId === null ? [] : [...(members.get(bridgeId) ?? [])];

  function leave(legId: string): readonly string[] {
    const bridgeId = bridgeOf(legId);
    const touched = membersOf(bridgeId);
    if (bridgeId === null) return touched;
    bridgeIds.delete(legId);
    members.get(bridgeId)?.delete(legId);
    if (touched.length === 1) members.delete(bridgeId);
    return touched;
  }

  return {
    bridgeOf,
    leave,
    connect(bridgeId, legIds) {
      const newcomers = legIds.filter((legId) => bridgeOf(legId) !== bridgeId);
      if (newcomers.length === 0) return [];
      const left = newcomers.flatMap(leave);
      members.set(bridgeId, new Set([...membersOf(bridgeId), ...newcomers]));
      for (const legId of newcomers) bridgeIds.set(legId, bridgeId);
      return [...new Set([...membersOf(bridgeId), ...left])];
    },
    dissolve(bridgeId) {
      const legIds = membersOf(bridgeId);
      members.delete(bridgeId);
      for (const legId of legIds) bridgeIds.delete(legId);
      return legIds;
    },
    othersWith: (legId) => membersOf(bridgeOf(legId)).filter((other) => other !== legId),
  };
}
