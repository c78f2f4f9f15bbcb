import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { setCodeTemplate } from '../../staff/commands/set-code-template.ts'
import { updateOffice } from '../../staff/commands/update-office.ts'
import type { PaperSymbols } from '../../staff/model.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../factory.ts'
import { printLetter, printPaper, printReceipt } from '../queries/print-paper.ts'
import { issueResult } from './hand-out-result.ts'
import { stopDossier } from './stop-dossier.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const slow = { procedureId: demoSlowProcedureId }
const publicUrl = 'https://motcua.example.vn'

async function setSymbols(paperSymbols: PaperSymbols): Promise<void> {
  const settings = updateOffice.example ?? ({} as never)
  await test.write(await test.as('quantri'), updateOffice, { ...settings, paperSymbols })
}

async function receiptSymbol({ code }: MadeDossier) {
  const input = { code, trackingUrl: `${publicUrl}/tra-cuu/${code}` }
  return (await test.read(await test.as('tiepnhan'), printReceipt, input)).data.symbol
}

async function stopped(): Promise<string> {
  const { code, revision } = await dossierAt(test, 'appraisal', slow)
  const reason = 'Quá thời hạn bổ sung mà chưa bổ sung.'
  const input = {
    code,
    revision,
    reason,
    ground: 'not_supplemented' as const,
    legalGround: 'Nghị định số 118/2025/NĐ-CP',
    feeHandling: 'chưa thu',
  }
  await test.write(await test.as('chutich'), stopDossier, input)
  const found = await test.owner.query(
    `select p.id from dossier_papers p join dossiers d on d.id = p.dossier_id
      where d.code = $1 and p.form = 'stop-notice'`,
    [code],
  )
  return found.rows[0].id
}

const noticeSymbol = async (id: string) =>
  (await test.read(await test.as('chutich'), printPaper, { id, publicUrl })).data.symbol

async function issued(symbol?: string): Promise<unknown> {
  const { code, revision } = await dossierAt(test, 'issue', slow)
  await test.write(await test.as('vanthu'), issueResult, { code, revision, ...(symbol ? { symbol } : {}) })
  return (await test.read(await test.as('vanthu'), printLetter, { code })).data.symbol
}

describe('symbols after the number', () => {
  it('are the usual ones until the office sets its own; a reprint keeps those of its day', async () => {
    await setSymbols({})
    const before = await receivedDossier(test, slow)
    const noticeBefore = await stopped()
    expect(await receiptSymbol(before)).toBe('TNHS')
    expect(await noticeSymbol(noticeBefore)).toBeNull()

    await setSymbols({ receipt: 'BPMC', 'stop-notice': 'TB-UBND' })
    expect(await receiptSymbol(await receivedDossier(test, slow))).toBe('BPMC')
    expect(await noticeSymbol(await stopped())).toBe('TB-UBND')
    expect(await receiptSymbol(before)).toBe('TNHS')
    expect(await noticeSymbol(noticeBefore)).toBeNull()
  })

  it('stand under a result unless the clerk gives another', async () => {
    await setSymbols({})
    expect(await issued()).toBe('UBND')
    await setSymbols({ result: 'UBND-VX' })
    expect(await issued()).toBe('UBND-VX')
    expect(await issued('UBND-KT')).toBe('UBND-KT')
  })
})

describe('a new way of writing codes', () => {
  it('is used from its day on and changes no code already given', async () => {
    const template = '{agency}-{YYMMDD}-{seq:4}'
    await test.write(await test.as('quantri'), setCodeTemplate, { validFrom: '2026-03-25', template })
    expect((await receivedDossier(test, slow)).code).toMatch(/^H56\.22\.17-20260324-\d{7}$/)
    test.time.set('2026-03-25T09:00:00+07:00')
    expect((await receivedDossier(test, slow)).code).toBe('H56.22.17-260325-0001')
  })
})
