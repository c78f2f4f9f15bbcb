import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { askRefund } from '../commands/ask-change.ts'
import { decideChange } from '../commands/decide-change.ts'
import { beginCollecting, chargeDue, receiveTransfer } from '../factory.ts'
import { getDue } from '../queries/dues.ts'

let test: TestApp
let accountant: Actor
beforeAll(async () => {
  test = await startTestApp()
  accountant = await test.as('ketoan')
  await beginCollecting(test)
  for (const [index, amounts] of [[8_000], [20_000, 12_000], [50_000]].entries()) {
    const { id } = await chargeDue(test, accountant, { amounts })
    const amount = amounts.reduce((sum, each) => sum + each, 0)
    await receiveTransfer(test, accountant, { id, amount, external: `bank.${index}` })
    if (index < 2) continue
    const { payments } = await test.read(accountant, getDue, { id })
    const asked = {
      paymentId: payments[0]?.id ?? '',
      amountVnd: amount,
      method: 'transfer' as const,
      reason: 'Thu nhầm.',
    }
    const change = await test.write(await test.as('tiepnhan'), askRefund, asked)
    await test.write(accountant, decideChange, { id: change.id, agreed: true })
  }
})
afterAll(() => test?.close())

async function get(url: string, as = 'ketoan') {
  return test.app.server.inject({ url: `/api/v1${url}`, headers: { cookie: await test.cookie(as) } })
}
async function cells(url: string): Promise<unknown[][]> {
  const [sheet] = await readXlsxFile((await get(url)).rawPayload)
  return sheet?.data ?? []
}

describe('the books as files', () => {
  it('list every receipt, and sum up those that stand', async () => {
    const rows = await cells('/fee-books/receipts.xlsx?from=2026-03-01&to=2026-03-31')
    const body = rows.filter((row) => typeof row[0] === 'number')
    expect(body.map((row) => [row[2], row[7], row[9]])).toEqual([
      [1, '8.000', null],
      [2, '32.000', null],
      [3, '50.000', 'Đã hủy'],
    ])
    expect(rows.at(-1)?.[7]).toBe('40.000')
    const paper = await readPdf(
      (await get('/fee-books/receipts.pdf?from=2026-03-01&to=2026-03-31')).rawPayload,
    )
    expect(paper.replaceAll(/\s+/g, ' ')).toContain('Tổng cộng 40.000')
  })

  it('say by kind and budget item what goes to the budget, the same as the page', async () => {
    const rows = await cells('/fee-books/budget.xlsx?month=2026-03-01')
    expect(rows.filter((row) => typeof row[0] === 'number').map((row) => row.slice(1, 4))).toEqual([
      ['Lệ phí', 2771, '12.000'],
      ['Phí', null, '28.000'],
    ])
    expect(rows.at(-1)?.[6]).toBe('40.000')
  })

  it('are for the accountant and the leader, and want a period', async () => {
    expect((await get('/fee-books/receipts.xlsx?from=2026-03-01&to=2026-03-31', 'tiepnhan')).statusCode).toBe(
      403,
    )
    expect((await get('/fee-books/receipts.xlsx?from=2026-03-31&to=2026-03-01')).statusCode).toBe(422)
    expect((await get('/fee-books/budget.pdf?month=2026-03-15')).statusCode).toBe(422)
  })
})
