/** The clock of the machine the browser runs on, epoch milliseconds. The only place that asks it. */
export const browserNow = (): number => Date.now();
