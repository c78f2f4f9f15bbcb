/** Fixed ids of the demonstration office's partners and legs; see `src/staff/examples.ts`. */

const numbered = (number: number) => `01980000-0000-7000-8000-1100${String(number).padStart(8, '0')}`

/** Partners: one reached over the network, one on paper alone, one with which nothing is under way. */
export const demoTaxId = numbered(1)
export const demoPaperPartnerId = numbered(2)
/** Has two keys pinned, of which one is to be revoked. */
export const demoKeyHolderId = numbered(3)

/** Public keys of made-up partners; nobody has the private halves. */
export const demoPublicKey = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='
export const demoOldPublicKey = 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw='
export const demoOldKeyId = '39f713d0a644253f04529421b9f51b9b08979d08295959c4f3990ee617f5139f'

/** Legs of the demonstration office, by what can be done with each: id and the revision at which it waits. */
const ref = (number: number, revision: number) => ({ legId: numbered(100 + number), revision })
export const demoUnreachedRef = ref(1, 1)
export const demoMoreRef = ref(2, 3)
export const demoRecallRef = ref(3, 2)
export const demoPaperRef = ref(4, 1)
export const demoRetryRef = ref(5, 1)
export const demoNewRef = ref(6, 1)
export const demoIncomingRef = ref(7, 1)
