import { describe, expect, it } from 'vitest'
import type { EdxmlMessage, EdxmlSignature } from './edxml/message.ts'
import { judgeSender, type SenderFacts } from './judge-sender.ts'

const message = {
  kind: 'document',
  from: { organId: 'H99.02', organName: 'Sở Mẫu' },
  to: [{ organId: 'H56.22.17', organName: 'UBND xã Mẫu' }],
} as unknown as EdxmlMessage
const unsigned = { state: 'absent' } as unknown as EdxmlSignature
const facts: SenderFacts = {
  own: 'H56.22.17',
  requireSignature: false,
  via: 'axis',
  fromOfficeId: null,
  axisSender: 'H99.02',
  agency: null,
}

describe('a message over the axis', () => {
  it('is from whom both the axis and the message say; where the axis names nobody, the message alone', () => {
    expect(judgeSender(message, unsigned, facts)).toBeNull()
    expect(judgeSender(message, unsigned, { ...facts, axisSender: '' })).toBeNull()
  })

  it('waits in the tray where the axis names another sender than the message', () => {
    const trouble = judgeSender(message, unsigned, { ...facts, axisSender: 'H99.66' })
    expect(trouble?.code).toBe('sender')
    expect(trouble?.sentence).toMatch(/H99\.66.*Sở Mẫu \(H99\.02\)/)
  })
})
