/** The time of this machine, epoch milliseconds: when migrations ran, and signs of life of a folder's owner. Decisions never use it. */
export const machineNow = (): number => Date.now();
