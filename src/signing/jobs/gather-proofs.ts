import { randomUUID } from 'node:crypto'
import { fetchGuarded, type GuardedAnswer } from '../../platform/guarded-fetch.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { type AnswerFault, keepAnswers } from '../commands/keep-answers.ts'
import { readCertificate, readIssuers } from '../model/cms/certificate.ts'
import { ocspRequest } from '../model/cms/ocsp-request.ts'
import { keyOf, type Wanted } from '../model/cms/wanted.ts'
import { knownAnswers } from '../queries/known-answers.ts'
import { judgeAnswers } from './judge-answers.ts'

export type ProofServices = Pick<Services, 'database' | 'clock' | 'observe' | 'config' | 'inThread'>

/** What a judgement may stand on beside the file itself, DER. */
export interface Gathered {
  certificates: Uint8Array[]
  crls: Uint8Array[]
  answers: Uint8Array[]
  /** Under which ids revocation lists and answers are kept. */
  ids: string[]
}

/** Bytes. Lists of large authorities have some megabytes. */
const longest = { crl: 16 * 1024 * 1024, ocsp: 64 * 1024, issuer: 256 * 1024 } as const
/** For so long an authority that did not answer is not asked again: a server that hangs must not hold up every check. */
const quietMinutes = 2

interface Answer {
  id: string
  wanted: Wanted
  content: Uint8Array | null
}

/**
 * Gets revocation lists, OCSP answers and issuers: what an earlier check was given and still holds, the rest from the servers that
 * the certificates name, all at once; a list only of those of which no responder tells. What cannot be had is missing in what
 * comes back.
 */
export async function gatherProofs(
  services: ProofServices,
  officeId: string,
  wanted: readonly Wanted[],
): Promise<Gathered> {
  const isSecond = (each: Wanted) =>
    each.kind === 'crl' && wanted.some((other) => isResponderFor(other, each))
  const first = await answersTo(
    services,
    officeId,
    wanted.filter((each) => !isSecond(each)),
  )
  const isOpen = (each: Wanted) =>
    !first.some(({ wanted: told, content }) => content && isResponderFor(told, each))
  const second = await answersTo(
    services,
    officeId,
    wanted.filter((each) => isSecond(each) && isOpen(each)),
  )
  return sorted([...first, ...second])
}

/** Whether both tell of the same certificate, and the first is asked about it alone: lists are large. */
const isResponderFor = (one: Wanted, list: Wanted) =>
  one.kind === 'ocsp' && Buffer.compare(one.certificate, list.certificate) === 0

/** An answer to each, without content where there is none. */
async function answersTo(
  services: ProofServices,
  officeId: string,
  wanted: readonly Wanted[],
): Promise<Answer[]> {
  const byKey = new Map(wanted.map((each) => [keyOf(each), each]))
  if (byKey.size === 0) return []
  const actor = systemActor(officeId)
  const known = await read(services, actor, knownAnswers, { keys: [...byKey.keys()] })
  const found = known.answers.flatMap(({ id, key, content }): Answer[] => {
    const about = byKey.get(key)
    byKey.delete(key)
    return about ? [{ id, wanted: about, content }] : []
  })
  return [...found, ...(await ask(services, officeId, [...byKey.values()]))]
}

async function ask(services: ProofServices, officeId: string, wanted: readonly Wanted[]): Promise<Answer[]> {
  if (wanted.length === 0) return []
  const asked = await Promise.all(
    wanted.map(async (each) => ({ wanted: each, told: await askServer(services, each) })),
  )
  const now = services.clock().getTime()
  const came = asked.flatMap(({ wanted: about, told }) =>
    'body' in told ? [{ wanted: about, body: told.body }] : [],
  )
  const judged = await judgeAnswers(services, { answers: came, now })
  const quietUntil = now + quietMinutes * 60_000
  const rows = asked.map(({ wanted: about, told }) => {
    const verdict = 'body' in told ? judged[came.findIndex((each) => each.wanted === about)] : told
    const until = verdict && 'until' in verdict ? verdict.until : null
    const fault: AnswerFault | '' =
      until === null ? (verdict && 'fault' in verdict ? verdict.fault : 'strange') : ''
    return {
      kind: about.kind,
      key: keyOf(about),
      address: about.address,
      content: until !== null && 'body' in told ? told.body : null,
      fault,
      until: new Date(until ?? quietUntil).toISOString(),
    }
  })
  const call = { actor: systemActor(officeId), requestId: randomUUID() }
  const { ids } = await write(services, call, keepAnswers, { answers: rows })
  return wanted.map((each, at) => ({ id: ids[at] ?? '', wanted: each, content: rows[at]?.content ?? null }))
}

async function askServer({ config, observe }: ProofServices, wanted: Wanted): Promise<GuardedAnswer> {
  const started = performance.now()
  const told = await fetchGuarded({
    url: wanted.address,
    sent: wanted.kind === 'ocsp' ? questionAbout(wanted) : undefined,
    longest: longest[wanted.kind],
    limitSeconds: config.proofSeconds,
    internalHosts: config.internalHosts,
  })
  observe(
    `signing.fetch.${wanted.kind}`,
    (performance.now() - started) / 1000,
    'body' in told ? 'ok' : 'error',
  )
  return told
}

function questionAbout({ certificate, issuer }: { certificate: Uint8Array; issuer: Uint8Array }) {
  const [own, above] = [readCertificate(certificate), readCertificate(issuer)]
  if (!own || !above) throw new Error('what was judged as a certificate is none')
  return { type: 'application/ocsp-request', body: ocspRequest(own, above) }
}

function sorted(answers: readonly Answer[]): Gathered {
  const good = answers.flatMap(({ id, wanted, content }) =>
    content ? [{ id, kind: wanted.kind, content }] : [],
  )
  const contents = (kind: Wanted['kind']) =>
    good.filter((each) => each.kind === kind).map(({ content }) => content)
  return {
    certificates: contents('issuer').flatMap((each) => readIssuers(each).map(({ raw }) => raw)),
    crls: contents('crl'),
    answers: contents('ocsp'),
    ids: good.filter(({ kind }) => kind !== 'issuer').map(({ id }) => id),
  }
}
