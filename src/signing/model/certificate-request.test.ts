import { expect, it } from 'vitest'
import { composeCertificateRequest } from './certificate-request.ts'

const office = 'UBND xã Mẫu'

it('asks for certificates of all who need one in one letter, and names decree and authority', () => {
  const people = [
    { name: 'Lãnh đạo Mẫu Một', post: 'Chủ tịch' },
    { name: 'Lãnh đạo Mẫu Hai', post: 'Phó Chủ tịch' },
  ]
  const { subject, addressees, body } = composeCertificateRequest('issue', {
    office,
    people,
    day: '2026-03-24',
  })
  expect(subject).toBe('đề nghị cấp chứng thư số chuyên dùng công vụ')
  expect(addressees).toContain('Ban Cơ yếu Chính phủ')
  expect(body).toContain('Nghị định số 68/2024/NĐ-CP')
  expect(body.split('\n').slice(1, 3)).toEqual([
    '1. Lãnh đạo Mẫu Một, Chủ tịch.',
    '2. Lãnh đạo Mẫu Hai, Phó Chủ tịch.',
  ])
})

it('asks for the revocation of one certificate by its number, with the reason once', () => {
  const people = [{ name: office, post: '', serial: '03ea', reason: 'Mất USB token. ' }]
  const { subject, body } = composeCertificateRequest('revoke', { office, people, day: '2026-03-24' })
  expect(subject).toContain('thu hồi')
  expect(body).toContain(`1. ${office}; số chứng thư 03ea; lý do: Mất USB token.`)
})
