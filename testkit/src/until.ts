const LOOK_EVERY_MS = 20;

/** Looks again and again until `condition` holds. Rejects, naming `what`, when it does not within `limitMs` of real time. */
export async function until(what: string, condition: () => Promise<boolean>, limitMs: number): Promise<void> {
  const endAt = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > endAt) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Lets real time pass: for the random moment of a kill, and between two looks. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
