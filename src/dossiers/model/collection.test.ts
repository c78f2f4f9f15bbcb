import { describe, expect, it } from 'vitest'
import { ageGroup, isOwnCollector } from './collection.ts'

const dossier = {
  applicantName: 'Nguyễn Văn Mẫu',
  personalId: '038090000001',
  submitterName: 'Lê Thị Nộp Hộ',
  submitterPersonalId: '',
}

describe('who may collect without a paper of authorisation (Bộ luật Dân sự 2015, Điều 562)', () => {
  it.each([
    ['the owner by number, however written', { name: 'N. V. Mẫu', personalId: '038090000001' }, true],
    ['another number under the same name', { name: 'Nguyễn Văn Mẫu', personalId: '038090000009' }, false],
    ['the owner by name, without a number', { name: 'nguyen van mau', personalId: '' }, true],
    ['who handed in, whose number nobody took', { name: 'Lê Thị Nộp Hộ', personalId: '038090000077' }, true],
    ['a stranger', { name: 'Trần Lạ', personalId: '038090000088' }, false],
    ['nobody', { name: '', personalId: '' }, false],
  ])('%s: %s', (_, collector, expected) => {
    expect(isOwnCollector(dossier, collector)).toBe(expected)
  })
})

it('ages are told apart at 15, 30 and 90 days', () => {
  expect([0, 14, 15, 29, 30, 89, 90, 400].map(ageGroup)).toEqual([
    'Dưới 15 ngày',
    'Dưới 15 ngày',
    'Từ 15 đến 29 ngày',
    'Từ 15 đến 29 ngày',
    'Từ 30 đến 89 ngày',
    'Từ 30 đến 89 ngày',
    'Từ 90 ngày trở lên',
    'Từ 90 ngày trở lên',
  ])
})
