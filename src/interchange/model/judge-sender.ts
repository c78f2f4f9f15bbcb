import type { Trouble } from './arrival.ts'
import type { EdxmlMessage, EdxmlSignature } from './edxml/message.ts'

export interface KnownAgency {
  id: string
  name: string
  via: 'here' | 'axis' | 'manual'
  partnerOfficeId: string | null
  fingerprint: string
}

export interface SenderFacts {
  /** Identifier of this office. */
  own: string
  requireSignature: boolean
  /** How it came, and for one of this installation from which office. */
  via: 'here' | 'axis'
  fromOfficeId: string | null
  /** Whom the axis names; empty where it names nobody. */
  axisSender: string
  agency: KnownAgency | null
}

type Signature = EdxmlSignature

/**
 * Whether a message is from whom it says, and for this office; the trouble otherwise. A pinned certificate binds every
 * message of its agency that carries a document. A status goes unsigned in practice: it changes nothing here but what is shown
 * of a document of ours, and a recall told so waits for a person. Inside the installation the program itself vouches for the sender.
 */
export function judgeSender(message: EdxmlMessage, signature: Signature, facts: SenderFacts): Trouble | null {
  const { agency, via } = facts
  if (message.from.organId === facts.own) {
    return { code: 'sender', sentence: 'Thông điệp ghi nơi gửi là chính đơn vị này.' }
  }
  if (message.kind === 'document' && !message.to.some(({ organId }) => organId === facts.own)) {
    const named = message.to.map(({ organName, organId }) => `${organName} (${organId})`).join('; ')
    return {
      code: 'not_for_us',
      sentence: `Thông điệp gửi cho ${named.slice(0, 300)}, không phải đơn vị này.`,
    }
  }
  if (via === 'here') {
    if (!agency || agency.partnerOfficeId === facts.fromOfficeId)
      return signatureTrouble(message, signature, facts)
    return { code: 'sender', sentence: `Mã ${message.from.organId} trong danh bạ là của cơ quan khác.` }
  }
  if (facts.axisSender !== '' && facts.axisSender !== message.from.organId) {
    const sentence = `Trục liên thông báo thông điệp do ${facts.axisSender} gửi, nhưng trong thông điệp ghi nơi gửi là ${message.from.organName} (${message.from.organId}).`
    return { code: 'sender', sentence }
  }
  if (agency?.via === 'here' && agency.fingerprint === '') {
    const sentence = `${agency.name} gửi trong cùng hệ thống này, nhưng thông điệp lại đến từ trục và không có chứng thư để đối chiếu.`
    return { code: 'sender', sentence }
  }
  return signatureTrouble(message, signature, facts)
}

function signatureTrouble(message: EdxmlMessage, signature: Signature, facts: SenderFacts): Trouble | null {
  if (signature.state === 'invalid') return { code: 'signature', sentence: signature.sentence }
  const pinned = facts.agency?.fingerprint ?? ''
  if (signature.state === 'valid') {
    const { fingerprint } = signature.certificate
    if (fingerprint === pinned || (pinned === '' && !facts.requireSignature)) return null
    if (pinned === '') {
      const sentence = `Thông điệp có chữ ký, nhưng danh bạ chưa ghi chứng thư của cơ quan này. Hãy hỏi nơi gửi, đối chiếu dấu vân tay ${fingerprint}, ghi vào danh bạ rồi thử lại.`
      return { code: 'signature', sentence }
    }
    return {
      code: 'signature',
      sentence: `Chữ ký của “${signature.certificate.subject}”, không phải chứng thư đã ghi cho ${facts.agency?.name ?? message.from.organName}.`,
    }
  }
  if (facts.via === 'here' || message.kind === 'status') return null
  if (pinned !== '') {
    return {
      code: 'signature',
      sentence: 'Thông điệp không có chữ ký, trong khi danh bạ ghi cơ quan này có ký.',
    }
  }
  if (!facts.requireSignature) return null
  return { code: 'signature', sentence: 'Thông điệp không có chữ ký, mà đơn vị đặt là phải có.' }
}
