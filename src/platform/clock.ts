/** The only source of the present moment; tests pass their own. */
export type Clock = () => Date

/** The machine's clock. */
export const systemClock: Clock = () => new Date()
