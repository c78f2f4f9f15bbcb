/** A thing to be signed at the token: its kind and id as the API takes them, and what the officer knows it by. */
export interface ThingToSign {
  kind: string
  id: string
  name: string
}

export interface PreparedThing {
  id: string
  kind: string
  thingId: string
  name: string
  fileHash: string
  attributes: string
}

/** A thing that is not signed, and why. */
export interface UnsignedThing {
  name: string
  detail: string
}

/** What one call of the API takes: the answer comes while the officer still looks at it. */
const mostPrepared = 10
/** One after another is kept on the server; fewer in a call let the page tell how far it is. */
const mostFinished = 4

export const inPieces = <Each>(all: readonly Each[], size: number): Each[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, at * size + size))

type Post = <Output>(
  path: string,
  body: object,
) => Promise<{ ok: true; output: Output } | { ok: false; problem: { detail: string } }>

/** Has things prepared for a certificate, in pieces; what could not be is told with its reason and the rest goes on. */
export async function prepareBatch(
  post: Post,
  { things, der, chain }: { things: readonly ThingToSign[]; der: string; chain: readonly string[] },
): Promise<{ prepared: PreparedThing[]; unsigned: UnsignedThing[] }> {
  const prepared: PreparedThing[] = []
  const unsigned: UnsignedThing[] = []
  for (const piece of inPieces(things, mostPrepared)) {
    const asked = piece.map(({ kind, id }) => ({ kind, id }))
    const answer = await post<{
      prepared: PreparedThing[]
      faults: { kind: string; id: string; detail: string }[]
    }>('/prepared', { certificate: der, chain: chain.slice(0, 8), things: asked })
    if (!answer.ok) {
      unsigned.push(...piece.map(({ name }) => ({ name, detail: answer.problem.detail })))
      continue
    }
    prepared.push(...answer.output.prepared)
    const nameOf = (id: string) => piece.find((thing) => thing.id === id)?.name ?? ''
    unsigned.push(...answer.output.faults.map(({ id, detail }) => ({ name: nameOf(id), detail })))
  }
  return { prepared, unsigned }
}

interface Signature {
  id: string
  signature: string
  scheme: 'rsa' | 'pss' | 'ecdsa'
}

/**
 * Brings raw signatures, a few at a time; `onProgress` hears how many are through. Those of which no answer came are told as
 * unsigned: whether they were taken, the list shows after it is loaded again.
 */
export async function finishBatch(
  post: Post,
  { prepared, signatures }: { prepared: readonly PreparedThing[]; signatures: readonly Signature[] },
  onProgress: (done: number) => void,
): Promise<{ signed: string[]; unsigned: UnsignedThing[] }> {
  const signed: string[] = []
  const unsigned: UnsignedThing[] = []
  const nameOf = (id: string) => prepared.find((each) => each.id === id)?.name ?? ''
  for (const piece of inPieces(signatures, mostFinished)) {
    const answer = await post<{ outcomes: { id: string; state: 'signed' | 'failed'; detail?: string }[] }>(
      '',
      { signatures: piece },
    )
    if (answer.ok) {
      for (const { id, state, detail } of answer.output.outcomes)
        if (state === 'signed') signed.push(nameOf(id))
        else unsigned.push({ name: nameOf(id), detail: detail ?? '' })
    } else unsigned.push(...piece.map(({ id }) => ({ name: nameOf(id), detail: answer.problem.detail })))
    onProgress(signed.length + unsigned.length)
  }
  return { signed, unsigned }
}

/** The certificates of a token that may be meant: those in the register, or all where the register knows none of them. */
export function candidates<Certificate extends { fingerprint: string }>(
  onToken: readonly Certificate[],
  registered: readonly string[],
): Certificate[] {
  const known = onToken.filter(({ fingerprint }) => registered.includes(fingerprint))
  return known.length > 0 ? known : [...onToken]
}
