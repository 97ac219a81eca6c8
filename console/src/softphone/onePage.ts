/**
 * Makes this page the one where the agent's calls ring, among the pages of this browser (Web Locks). Gives what gives it up;
 * null when another page has it. `lost` is told when another page took it by force.
 */
export async function claimPhone(agentId: string, byForce: boolean, lost: () => void): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => (release = done));
    const options = byForce ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(`ringback.softphone.${agentId}`, options, (lock) => {
        resolve(lock === null ? null : release);
        return lock === null ? undefined : held;
      })
      .catch(lost);
  });
}
