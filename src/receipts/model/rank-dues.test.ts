import { describe, expect, it } from 'vitest'
import { paymentReference } from './payment-reference.ts'
import { rankDues } from './rank-dues.ts'

const due = (number: number, more: object = {}) => ({
  reference: paymentReference({ year: 2026, number }),
  dossierCode: `H56.22.17-260324-000${number}`,
  payerName: `Người Nộp ${number}`,
  stillDueVnd: 5_000,
  ...more,
})
const told = { amountVnd: 8_000, description: '', counterparty: '' }

describe('dues that a person may choose from', () => {
  it('come by what speaks for them, and without anything not at all', () => {
    const dues = [
      due(1),
      due(2, { stillDueVnd: 8_000 }),
      due(3, { payerName: 'Đặng Thị Mẫu' }),
      due(4, { payerName: 'Đặng Thị Mẫu', stillDueVnd: 8_000 }),
      due(5),
      due(6),
    ]
    const description = `DANG THI MAU NOP H562217 260324 0005 VA ${paymentReference({ year: 2026, number: 6 })}`
    expect(rankDues({ ...told, description }, dues)).toEqual([dues[5], dues[4], dues[3], dues[2], dues[1]])
  })

  it('are not found by a part of a name, and the name beside the words counts too', () => {
    const dues = [due(1, { payerName: 'Lê An' })]
    expect(rankDues({ ...told, description: 'LE ANH NOP PHI' }, dues)).toEqual([])
    expect(rankDues({ ...told, counterparty: 'LE AN' }, dues)).toEqual(dues)
  })
})
