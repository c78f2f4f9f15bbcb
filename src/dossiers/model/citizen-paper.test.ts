import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  digitisationFlags,
  isResultCode,
  isSameKind,
  isUsable,
  mentions,
  mustBeScanned,
  paperWords,
  resultPaperCode,
} from './citizen-paper.ts'

const birth = { name: 'Giấy khai sinh', paperCode: 'KQ.G15.000031' }

describe('the same kind of paper', () => {
  it('is known by its code where both have one, by its name otherwise', () => {
    expect(isSameKind(birth, { name: 'Khai sinh (bản chính)', paperCode: 'KQ.G15.000031' })).toBe(true)
    expect(isSameKind(birth, { name: 'Giấy khai sinh', paperCode: 'KQ.G15.000032' })).toBe(false)
    expect(isSameKind(birth, { name: 'giay KHAI sinh', paperCode: '' })).toBe(true)
    expect(isSameKind(birth, { name: 'Giấy khai tử', paperCode: '' })).toBe(false)
    expect(isSameKind({ name: ' ', paperCode: '' }, { name: '', paperCode: '' })).toBe(false)
  })

  it('does not depend on which comes first', () => {
    const kind = fc.record({
      name: fc.constantFrom('Giấy khai sinh', 'giấy khai sinh', 'Căn cước', ''),
      paperCode: fc.constantFrom('', 'KQ.1', 'KQ.2'),
    })
    fc.assert(fc.property(kind, kind, (one, other) => isSameKind(one, other) === isSameKind(other, one)))
  })
})

describe('papers that must be scanned at reception (TT 01/2023/TT-VPCP)', () => {
  it.each([
    ['KQ.G15.000031', true],
    ['000.00.00.G15-KQ003000', true],
    ['G03-KQ002374', true],
    ['TP-G17.000062', false],
    ['', false],
  ])('result code %j: %s', (code, expected) => {
    expect(isResultCode(code)).toBe(expected)
    expect(mustBeScanned({ paperCode: code })).toBe(expected)
  })
  it('are also those that the list marks', () => {
    expect(mustBeScanned({ mustScan: true, paperCode: '' })).toBe(true)
    expect(mustBeScanned({})).toBe(false)
  })
})

describe('a stored paper may stand for one asked for', () => {
  const good = { state: 'valid', confidence: 'issued', validUntil: null }
  it.each([
    ['in force', good, true],
    ['compared with the original', { ...good, confidence: 'compared' }, true],
    ['on its last day', { ...good, validUntil: '2026-03-24' }, true],
    ['a day too late', { ...good, validUntil: '2026-03-23' }, false],
    ['superseded', { ...good, state: 'superseded' }, false],
    ['annulled', { ...good, state: 'annulled' }, false],
    ['a scan nobody compared', { ...good, confidence: 'scanned' }, false],
  ])('%s: %s', (_, paper, expected) => {
    expect(isUsable(paper, '2026-03-24')).toBe(expected)
  })
})

it('a paper is named as the officer reads it', () => {
  expect(paperWords({ name: 'Giấy khai sinh', number: '12/2026', issuedOn: '2026-03-05' })).toBe(
    'Giấy khai sinh số 12/2026 cấp 05/03/2026',
  )
  expect(paperWords({ name: 'Căn cước', number: '', issuedOn: null })).toBe('Căn cước')
})

it('a line of a supplement request names a paper, or part of it, but not by a word or two', () => {
  expect(mentions('Bản chính giấy khai sinh của con', 'Giấy khai sinh')).toBe(true)
  expect(mentions('giay chung sinh', 'Giấy khai sinh')).toBe(false)
  expect(mentions('Giấy', 'Giấy khai sinh')).toBe(false)
  expect(mentions('Đơn', 'Đơn')).toBe(false)
})

it('the facts of digitisation have the portal’s names', () => {
  expect(digitisationFlags({ reuse: 'store', digitisedPaperId: null })).toEqual({
    DuocSoHoa: false,
    DuocTaiSuDung: true,
    DuocLayTuKhoDMQG: true,
  })
  expect(digitisationFlags({ reuse: 'dossier', digitisedPaperId: null }).DuocLayTuKhoDMQG).toBe(false)
  expect(digitisationFlags({ reuse: null, digitisedPaperId: 'x' }).DuocSoHoa).toBe(true)
})

describe('the kind of an issued result', () => {
  const two = {
    result: 'Giấy khai sinh (KQ.G15.000031); Trích lục đăng ký nhận cha, mẹ, con (KQ.G15.000033)',
    resultCodes: [],
  }
  it.each([
    ['Giấy khai sinh', two, 'KQ.G15.000031'],
    ['Trích lục đăng ký nhận cha, mẹ, con', two, 'KQ.G15.000033'],
    ['Văn bản từ chối cấp Giấy khai sinh', two, ''],
    ['Văn bản trả lời', two, ''],
    [
      'Giấy chứng nhận kết hôn',
      { result: 'Giấy chứng nhận kết hôn – 02 bản chính (KQ.G15.000032)', resultCodes: [] },
      'KQ.G15.000032',
    ],
    ['Giấy xác nhận khuyết tật', { result: 'Giấy xác nhận khuyết tật', resultCodes: ['KQ.1'] }, 'KQ.1'],
    ['Giấy khác', { result: 'Giấy xác nhận khuyết tật', resultCodes: ['KQ.1'] }, ''],
  ])('%s', (title, procedure, code) => {
    expect(resultPaperCode(title, procedure)).toBe(code)
  })
})
