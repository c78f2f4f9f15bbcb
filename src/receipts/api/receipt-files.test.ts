import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { askReplacement } from '../commands/ask-change.ts'
import { collectCash } from '../commands/collect-cash.ts'
import { decideChange } from '../commands/decide-change.ts'
import { openShift } from '../commands/shifts.ts'
import { beginCollecting, chargeDue } from '../factory.ts'

let test: TestApp
let cashier: Actor
let receipt: { id: string; lookupCode: string; number: number; symbol: string }
const folder = mkdtempSync(join(tmpdir(), 'motcua-receipt-pdf-'))
beforeAll(async () => {
  test = await startTestApp()
  cashier = await test.as('tiepnhan')
  await beginCollecting(test)
  await test.write(cashier, openShift, { floatVnd: 0 })
  receipt = await paid([8_000, 12_000])
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await test?.close()
})

async function paid(amounts: readonly number[]) {
  const { id } = await chargeDue(test, cashier, { amounts })
  const amountVnd = amounts.reduce((sum, each) => sum + each, 0)
  const cash = { id, amountVnd, tenderedVnd: amountVnd, toldVnd: amountVnd }
  return (await test.write(cashier, collectCash, cash)).receipt
}
async function get(url: string, as?: string) {
  const headers = as ? { cookie: await test.cookie(as) } : {}
  return test.app.server.inject({ url: `/api/v1${url}`, headers })
}
const textOf = async (bytes: Buffer) => (await readPdf(bytes)).replaceAll(/\s+/g, ' ')

describe('the paper of a receipt', () => {
  it('says what the decree wants, on half a sheet, and its QR code leads to the lookup', async () => {
    const answer = await get(`/receipts/${receipt.id}/receipt.pdf`, 'tiepnhan')
    expect(answer.statusCode).toBe(200)
    const text = await textOf(answer.rawPayload)
    for (const wanted of [
      'BIÊN LAI THU PHÍ, LỆ PHÍ',
      'Ký hiệu mẫu: EBL01',
      'Ký hiệu: 26TAA',
      `Số: ${receipt.number}`,
      'Mã số thuế: 0000000000',
      'Ngày 24 tháng 3 năm 2026',
      'Công Dân Mẫu',
      '20.000',
      'Hai mươi nghìn đồng',
      'tiền mặt',
      'Chưa ký số',
      `Mã tra cứu: ${receipt.lookupCode}`,
    ])
      expect(text).toContain(wanted)
    const file = join(folder, 'receipt.pdf')
    writeFileSync(file, answer.rawPayload)
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(
      /Pages:\s+1[\s\S]*595\.\d* x 419\.\d* pts/,
    )
    execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', file, join(folder, 'receipt')])
    const read = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'receipt.png')], { encoding: 'utf8' })
    expect(read.trim()).toBe(`${test.config.publicUrl}/tra-cuu-bien-lai?ma=${receipt.lookupCode}`)
  })

  it('of one that was replaced says by which', async () => {
    const first = await paid([5_000])
    const payer = { name: 'Công Dân Mẫu Đúng', address: '', personalId: '' }
    const asked = { receiptId: first.id, payer, lineNames: ['Phí đúng'], reason: 'Ghi nhầm.' }
    const { id } = await test.write(cashier, askReplacement, asked)
    const { receiptId } = await test.write(await test.as('ketoan'), decideChange, { id, agreed: true })
    const old = await textOf((await get(`/receipts/${first.id}/receipt.pdf`, 'tiepnhan')).rawPayload)
    expect(old).toContain(`THAY BẰNG 26TAA SỐ ${first.number + 1}`)
    const now = await textOf((await get(`/receipts/${receiptId}/receipt.pdf`, 'ketoan')).rawPayload)
    expect(now).toContain(`Thay thế biên lai ký hiệu 26TAA số ${first.number} ngày 24/03/2026`)
  })
})

describe('looking a receipt up', () => {
  it('is open to whoever holds its code, however it is typed', async () => {
    const code = receipt.lookupCode.toLowerCase()
    const answer = await get(`/receipt-lookup/${code.slice(0, 4)}-${code.slice(4)}/receipt.pdf`)
    expect(await textOf(answer.rawPayload)).toContain(`Số: ${receipt.number}`)
    expect((await get(`/receipt-lookup/${receipt.lookupCode}/receipt.xml`)).statusCode).toBe(404)
  })

  it('answers a code that is none and one that cannot be one alike, and counts the tries', async () => {
    const wrong = receipt.lookupCode.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'))
    const [none, never] = [
      await get(`/receipt-lookup/${wrong}/receipt.pdf`),
      await get('/receipt-lookup/x/receipt.pdf'),
    ]
    expect([none.statusCode, never.statusCode]).toEqual([404, 404])
    expect(none.json().detail).toBe(never.json().detail)
    const codes = Array.from(
      { length: 60 },
      (_, at) => `ABCDEFGH${String(2000 + at).replaceAll(/[01]/g, 'Z')}`,
    )
    const answers = await Promise.all(codes.map((code) => get(`/receipt-lookup/${code}/receipt.pdf`)))
    expect(answers.some(({ statusCode }) => statusCode === 429)).toBe(true)
  })

  it('by the desk needs a duty', async () => {
    expect((await get(`/receipts/${receipt.id}/receipt.pdf`, 'bientap')).statusCode).toBe(403)
    expect((await get(`/receipts/${receipt.id}/receipt.pdf`)).statusCode).toBe(401)
  })
})
