import { execFileSync } from 'node:child_process'
import { createHash, randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Holder } from '../signing/pki.ts'
import type { CscBody } from './forms.ts'

/** Somebody whose key lies at the service. */
export interface CscMember {
  userId: string
  credentialId: string
  holder: Holder
  chain?: readonly Holder[]
  pin: string
  /** How the key is opened: by PIN and a code that is sent, by PIN alone, or in the member's application. */
  mode?: 'pin-and-code' | 'pin' | 'application'
  status?: 'enabled' | 'disabled'
  atOnce?: number
  /** How signatures on an elliptic curve are written. */
  ecForm?: 'der' | 'numbers'
}

export interface Refusal {
  error: string
  error_description: string
}
export const refusal = (error: string, description: string): Refusal => ({
  error,
  error_description: description,
})

interface Approved {
  credentialId: string
  hashes: readonly string[]
  until: number
}

const mostWrong = 3
const approvalSeconds = 300

/** What the service remembers, and what it does for a caller that has shown its token. */
export function openCscBook(members: readonly CscMember[], clock: () => Date) {
  const approvals = new Map<string, Approved>()
  const sentCodes = new Map<string, string>()
  const wrong = new Map<string, number>()
  const find = (credentialId: string) => members.find((each) => each.credentialId === credentialId)
  const unknown = refusal('invalid_request', 'Invalid parameter credentialID')

  /** Null where the codes are right; a one-time code counts once. */
  function wrongCodes(
    member: CscMember,
    given: CscBody<'/credentials/authorize'>['authData'],
  ): Refusal | null {
    const mode = member.mode ?? 'pin-and-code'
    const wanted = mode === 'application' ? [] : mode === 'pin' ? ['PIN'] : ['PIN', 'OTP']
    const names = (given ?? []).map(({ id }) => id)
    if (names.toSorted().join() !== wanted.toSorted().join())
      return refusal('invalid_request', 'Invalid parameter authData')
    if ((wrong.get(member.credentialId) ?? 0) >= mostWrong) return refusal('invalid_pin', 'PIN locked')
    const value = (id: string) => given?.find((each) => each.id === id)?.value
    const fault =
      wanted.includes('PIN') && value('PIN') !== member.pin
        ? refusal('invalid_pin', 'The PIN is invalid')
        : wanted.includes('OTP') && value('OTP') !== sentCodes.get(member.credentialId)
          ? refusal('invalid_otp', 'The OTP is invalid')
          : null
    if (fault) wrong.set(member.credentialId, (wrong.get(member.credentialId) ?? 0) + 1)
    else {
      wrong.delete(member.credentialId)
      sentCodes.delete(member.credentialId)
    }
    return fault
  }

  return {
    /** Codes that were sent to telephones, by credential. */
    sentCodes,
    /** Lets every approval run out now. */
    expireApprovals: () => {
      for (const approved of approvals.values()) approved.until = 0
    },
    list: ({ userID }: CscBody<'/credentials/list'>) => ({
      credentialIDs: members
        .filter(({ userId }) => userId === userID)
        .map(({ credentialId }) => credentialId),
    }),
    info({ credentialID }: CscBody<'/credentials/info'>): object {
      const member = find(credentialID)
      return member ? describe(member) : unknown
    },
    challenge({ credentialID }: CscBody<'/credentials/getChallenge'>): object {
      const member = find(credentialID)
      if (!member) return unknown
      if ((member.mode ?? 'pin-and-code') !== 'pin-and-code')
        return refusal('invalid_request', 'No challenge for this credential')
      sentCodes.set(credentialID, String(randomInt(100_000, 1_000_000)))
      return {}
    },
    authorize(body: CscBody<'/credentials/authorize'>): object {
      const member = find(body.credentialID)
      if (!member) return unknown
      if (body.numSignatures !== body.hashes.length || body.numSignatures > (member.atOnce ?? 20))
        return refusal('invalid_request', 'Numer of signatures is too high')
      const fault = wrongCodes(member, body.authData)
      if (fault) return fault
      const SAD = randomUUID()
      const until = clock().getTime() + approvalSeconds * 1000
      approvals.set(SAD, { credentialId: body.credentialID, hashes: body.hashes, until })
      return { SAD, expiresIn: approvalSeconds }
    },
    /** `signsOther`: of each hash another one is signed, as a service does that mixes up its callers. */
    sign(body: CscBody<'/signatures/signHash'>, signsOther = false): object {
      const member = find(body.credentialID)
      const approved = approvals.get(body.SAD)
      if (!member || approved?.credentialId !== body.credentialID)
        return refusal('invalid_request', 'Invalid parameter SAD')
      if (approved.until < clock().getTime()) return refusal('invalid_request', 'SAD expired')
      if (body.hashes.some((hash) => !approved.hashes.includes(hash)))
        return refusal('invalid_request', 'Hash is not authorized by the SAD')
      if (!algorithmsOf(member).includes(body.signAlgo))
        return refusal('invalid_request', 'Invalid parameter signAlgo')
      approvals.delete(body.SAD)
      const chosen = (hash: string) =>
        signsOther ? createHash('sha256').update(hash).digest('base64') : hash
      return { signatures: body.hashes.map((hash) => signHash(member, chosen(hash))) }
    },
  }
}

const isCurve = ({ holder }: CscMember) => holder.privateKey.asymmetricKeyType === 'ec'
const algorithmsOf = (member: CscMember) =>
  isCurve(member) ? ['1.2.840.10045.4.3.2'] : ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11']

function describe(member: CscMember): object {
  const { holder, chain = [], mode = 'pin-and-code' } = member
  const pin = { type: 'Password', id: 'PIN', format: 'N', label: 'Mã PIN' }
  const code = { type: 'ChallengeResponse', id: 'OTP', format: 'N', label: 'Mã gửi về điện thoại' }
  return {
    description: 'Khóa ký của thuê bao',
    key: { status: member.status ?? 'enabled', algo: algorithmsOf(member), len: 2048 },
    cert: {
      status: 'valid',
      certificates: [holder, ...chain].map(({ certificate }) => certificate.raw.toString('base64')),
    },
    auth:
      mode === 'application'
        ? { mode: 'implicit' }
        : {
            mode: 'explicit',
            expression: mode === 'pin' ? 'PIN' : 'PIN AND OTP',
            objects: mode === 'pin' ? [pin] : [pin, code],
          },
    SCAL: '2',
    multisign: member.atOnce ?? 20,
  }
}

/** The service has only the hash, which node does not sign as it is for every kind of key: openssl does. */
function signHash({ holder, ecForm = 'der' }: CscMember, hash: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'csc-'))
  try {
    const [key, input] = [join(folder, 'key.pem'), join(folder, 'hash')]
    writeFileSync(key, holder.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(input, Buffer.from(hash, 'base64'))
    const program = ['pkeyutl', '-sign', '-inkey', key, '-in', input, '-pkeyopt', 'digest:sha256']
    const signature = execFileSync('openssl', program)
    const isPlain = holder.privateKey.asymmetricKeyType === 'ec' && ecForm === 'numbers'
    return (isPlain ? numbersOf(signature) : signature).toString('base64')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The two numbers of an ECDSA signature on P-256, 32 bytes each. */
function numbersOf(signature: Buffer): Buffer {
  const first = signature.subarray(4, 4 + (signature[3] ?? 0))
  const second = signature.subarray(4 + first.length + 2)
  const padded = (number: Buffer) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)
  return Buffer.concat([padded(first), padded(second)])
}
