/** Fixed ids of the demonstration office's online filings; see `src/staff/examples.ts`. */

/** A draft that a guest of the demonstration office has begun; whoever knows its address may look at it and go on. */
export const demoDraftId = '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4f01'
/** One that was filed and waits for the office's answer. */
export const demoFiledDraftId = '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4f02'
/** One that an officer fills in for a citizen at the desk. */
export const demoAssistedDraftId = '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4f03'
/** A draft that the example of helping begins. */
export const exampleDraftId = '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4f04'
