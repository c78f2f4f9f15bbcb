import { useEffect, useMemo, useState } from 'react'
import { callApi } from '../../ui/call-api.ts'
import {
  candidates,
  finishBatch,
  type PreparedThing,
  prepareBatch,
  type ThingToSign,
  type UnsignedThing,
} from '../model/token-batch.ts'
import { type AgentCertificate, agentClient, type SignOutcome } from './agent-client.ts'

/** Where the signing of a batch stands. */
export type TokenState =
  | { step: 'looking' }
  | { step: 'agent'; state: 'unreachable' | 'unpaired' }
  | { step: 'no_certificate' }
  | { step: 'choose'; certificates: AgentCertificate[] }
  | { step: 'preparing' }
  | { step: 'ready'; words: string | null }
  | { step: 'waiting' }
  | { step: 'taking'; done: number; all: number }
  | { step: 'done'; signed: string[]; words: string | null }

interface Batch {
  certificate: AgentCertificate | null
  prepared: PreparedThing[]
  unsigned: UnsignedThing[]
}

const empty: Batch = { certificate: null, prepared: [], unsigned: [] }

/** What the officer reads when nothing was signed; null where signatures came. */
function wordsOf(outcome: SignOutcome): string | null {
  switch (outcome.state) {
    case 'refused':
      return 'Bạn đã chọn không ký trong cửa sổ ký. Chưa có tệp nào được ký.'
    case 'wrong_pin':
      return outcome.triesLeft === null
        ? 'Mã PIN chưa đúng, chưa có tệp nào được ký. Nhập sai nhiều lần sẽ khóa thiết bị.'
        : `Mã PIN chưa đúng, chưa có tệp nào được ký. Còn ${outcome.triesLeft} lần nhập trước khi thiết bị bị khóa.`
    case 'locked':
      return 'Thiết bị đã bị khóa vì nhập sai mã PIN nhiều lần. Hãy đề nghị mở khóa thiết bị (Mẫu số 06 Nghị định 68/2024/NĐ-CP).'
    case 'token_gone':
      return 'Thiết bị ký bị rút ra hoặc không trả lời. Những tệp đã ký vẫn được giữ; các tệp còn lại hãy ký lại.'
    case 'unreachable':
      return 'Mất liên lạc với chương trình ký trên máy này. Hãy kiểm tra chương trình rồi ký lại.'
    case 'unpaired':
      return 'Chương trình ký trên máy này chưa ghép với trang của đơn vị. Hãy mở trang “Máy của tôi” để ghép.'
    default:
      return null
  }
}

const signaturesOf = (outcome: SignOutcome) => {
  if (outcome.state === 'signed') return outcome.signatures
  return outcome.state === 'token_gone' ? outcome.done : []
}

/**
 * Signs things with the token on this PC: finds the agent and the certificate, has the files prepared, and brings what the
 * token has signed. `sign` is to be called in the click itself, because it opens the agent's window.
 */
export function useTokenSigning(
  things: readonly ThingToSign[],
  { holder, path }: { holder: 'own' | 'office'; path: string },
) {
  const post = <Output>(tail: string, body: object) => callApi<Output>(`${path}${tail}`, { body })
  const [state, setState] = useState<TokenState>({ step: 'looking' })
  const [batch, setBatch] = useState<Batch>(empty)
  const [blockedAt, setBlockedAt] = useState<string | null>(null)
  const agent = useMemo(() => agentClient({ onBlocked: setBlockedAt }), [])

  async function prepare(certificate: AgentCertificate) {
    setState({ step: 'preparing' })
    const made = await prepareBatch(post, { things, der: certificate.der, chain: certificate.chain ?? [] })
    setBatch({ certificate, ...made })
    setState({ step: 'ready', words: null })
  }

  async function look() {
    setState({ step: 'looking' })
    setBatch(empty)
    const found = await agent.find()
    if (found !== 'ready') return setState({ step: 'agent', state: found })
    const [onToken, registered] = await Promise.all([
      agent.certificates().catch(() => null),
      callApi<{ own: string[]; office: string[] }>('/own-certificates'),
    ])
    if (!onToken) return setState({ step: 'agent', state: 'unreachable' })
    const certificates = candidates(onToken, registered.ok ? registered.output[holder] : [])
    const [only] = certificates
    if (!only) return setState({ step: 'no_certificate' })
    if (certificates.length > 1) return setState({ step: 'choose', certificates })
    await prepare(only)
  }

  async function sign() {
    const { certificate, prepared } = batch
    if (!certificate) return
    setBlockedAt(null)
    setState({ step: 'waiting' })
    const items = prepared.map(({ id, name, fileHash, attributes }) => ({ id, name, fileHash, attributes }))
    const outcome = await agent
      .sign(certificate.fingerprint, items)
      .catch((): SignOutcome => ({ state: 'unreachable' }))
    const signatures = signaturesOf(outcome)
    const words = wordsOf(outcome)
    if (signatures.length === 0) return setState({ step: 'ready', words })
    const all = signatures.length
    setState({ step: 'taking', done: 0, all })
    const taken = await finishBatch(post, { prepared, signatures }, (done) =>
      setState({ step: 'taking', done, all }),
    )
    const waiting = prepared.filter(({ id }) => !signatures.some((each) => each.id === id))
    const late = waiting.map(({ name }) => ({ name, detail: 'Chưa ký: thiết bị bị rút ra trước.' }))
    setBatch({ ...batch, unsigned: [...batch.unsigned, ...taken.unsigned, ...late] })
    setState({ step: 'done', signed: taken.signed, words })
  }

  useEffect(() => void look(), [])
  return { state, batch, blockedAt, look, prepare, sign }
}
