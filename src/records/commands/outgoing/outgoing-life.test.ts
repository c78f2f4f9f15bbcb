import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../../demo/outgoing.ts'
import { scannedFile } from '../../../demo/scan.ts'
import type { Actor, Command } from '../../../platform/operations.ts'
import { demoStaffId } from '../../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { readPdf } from '../../../testing/read-pdf.ts'
import { demoOutgoingId, demoOutgoingRef } from '../../model/outgoing/demo-outgoing.ts'
import {
  nextOutgoingSteps,
  type OutgoingAction,
  outgoingActions,
  outgoingStateNames,
  statesBack,
} from '../../model/outgoing/life.ts'
import type { OutgoingContent } from '../../model/outgoing/outgoing-content.ts'
import { outgoingExample, outgoingExamples } from '../../model/outgoing/outgoing-examples.ts'
import { getOutgoing } from '../../queries/outgoing/get-outgoing.ts'
import { listOutgoing } from '../../queries/outgoing/list-outgoing.ts'
import { approveOutgoing } from './approve-outgoing.ts'
import { commentOutgoing, noteOutgoingSeen } from './comment-outgoing.ts'
import { createOutgoing, saveOutgoing } from './draft-outgoing.ts'
import { cancelOutgoing, issueOutgoing, sendOutgoing, withdrawOutgoing } from './issue-outgoing.ts'
import { grantAuthority, revokeAuthority, setOutgoingSettings } from './outgoing-setup.ts'
import { markOutgoingSigned } from './sign-outgoing.ts'
import { passOutgoingForm, sendBackOutgoing, submitOutgoing } from './step-outgoing.ts'

let test: TestApp
const people = {} as Record<
  'chuyenmon' | 'vanthu' | 'chutich' | 'phochutich' | 'quantri' | 'xahoi' | 'tuphap',
  Actor
>
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  for (const name of ['chuyenmon', 'vanthu', 'chutich', 'phochutich', 'quantri', 'xahoi', 'tuphap'] as const)
    people[name] = await test.as(name)
})
afterAll(() => test.close())

const parts = { secrecy: 'open' as const, fileId: null, repliesTo: [] as string[], replyBy: null }
const draft = (
  content: Partial<OutgoingContent> = {},
  more: Partial<typeof parts> = {},
  by: Actor = people.chuyenmon,
) => test.write(by, createOutgoing, { content: { ...outgoingExample, ...content }, ...parts, ...more })

/** A draft brought as far as the leader's desk. */
async function forSigning(content: Partial<OutgoingContent> = {}, more: Partial<typeof parts> = {}) {
  const made = await draft(content, more)
  const handedIn = await test.write(people.chuyenmon, submitOutgoing, ref(made))
  return test.write(people.vanthu, passOutgoingForm, ref(handedIn))
}
const ref = ({ id, revision }: { id: string; revision: number }) => ({ id, revision })
const signer = (content: Partial<OutgoingContent>) =>
  content.signerId === demoStaffId('phochutich') ? people.phochutich : people.chutich

async function issued(content: Partial<OutgoingContent> = {}, more: Partial<typeof parts> = {}) {
  const approved = await test.write(signer(content), approveOutgoing, ref(await forSigning(content, more)))
  const signed = await test.write(people.vanthu, markOutgoingSigned, {
    ...ref(approved),
    fileId: await scannedFile(test.services, people.vanthu),
  })
  return test.write(people.vanthu, issueOutgoing, ref(signed))
}

const refusal = (code: string, words?: RegExp) =>
  expect.objectContaining({
    code,
    ...(words ? { facts: expect.objectContaining({ detail: expect.stringMatching(words) }) } : {}),
  })

describe('who may not', () => {
  it('take a step that belongs to another, in any state', async () => {
    const { id } = demoOutgoingRef('approve')
    const wrong: [Actor, Command, Record<string, unknown>][] = [
      [people.vanthu, approveOutgoing as never, demoOutgoingRef('approve')],
      [people.phochutich, approveOutgoing as never, demoOutgoingRef('approve')],
      [people.tuphap, submitOutgoing as never, demoOutgoingRef('submit')],
      [people.tuphap, markOutgoingSigned as never, { ...demoOutgoingRef('sign'), fileId: uuid() }],
      [people.tuphap, cancelOutgoing as never, { ...demoOutgoingRef('sign'), reason: 'Không cần nữa.' }],
      [people.chuyenmon, passOutgoingForm as never, demoOutgoingRef('passForm')],
      [people.chutich, issueOutgoing as never, demoOutgoingRef('issue')],
      [people.chuyenmon, setOutgoingSettings as never, setOutgoingSettings.example ?? {}],
      [people.chuyenmon, grantAuthority as never, grantAuthority.example ?? {}],
    ]
    for (const [actor, command, input] of wrong) {
      await expect(test.write(actor, command, input), command.name).rejects.toEqual(refusal('not_allowed'))
    }
    expect((await test.read(people.chutich, getOutgoing, { id })).state).toBe('for_signing')
  })

  it('see a restricted document: it is not found, not listed, not printed; each look of the others is recorded', async () => {
    const secret = await draft({ subject: 'Nội dung hạn chế về nhân sự' }, { secrecy: 'restricted' as never })
    const { tuphap, chutich } = people
    await expect(test.read(tuphap, getOutgoing, { id: secret.id })).rejects.toEqual(refusal('not_found'))
    await expect(test.write(tuphap, noteOutgoingSeen, { id: secret.id, part: 'page' })).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(
      test.write(tuphap, commentOutgoing, { id: secret.id, words: 'Tôi có ý kiến.' }),
    ).rejects.toEqual(refusal('not_found'))
    const asked = { q: 'han che ve nhan su' }
    expect((await test.read(tuphap, listOutgoing, asked)).rows).toEqual([])
    expect((await test.read(chutich, listOutgoing, asked)).rows).toHaveLength(1)
    const url = `/api/v1/outgoing-documents/${secret.id}/paper.pdf`
    const open = async (username: string) =>
      test.app.server.inject({ url, headers: { cookie: await test.cookie(username) } })
    expect((await open('tuphap')).statusCode).toBe(404)
    expect((await open('chutich')).statusCode).toBe(200)
    const seen = await test.owner.query(
      "select actor_name, facts from audit_events where subject_id = $1 and action = 'records.noteOutgoingSeen'",
      [secret.id],
    )
    expect(seen.rows).toEqual([{ actor_name: chutich.name, facts: { seen: 'pdf' } }])
  })

  it('read a signed page past its document: its file is in the keeping of the document', async () => {
    const approved = await test.write(people.chutich, approveOutgoing, ref(await forSigning()))
    const fileId = await scannedFile(test.services, people.vanthu)
    await expect(
      test.write(people.chutich, markOutgoingSigned, { ...ref(approved), fileId }),
    ).rejects.toEqual(refusal('invalid_input'))
    await test.write(people.vanthu, markOutgoingSigned, { ...ref(approved), fileId })
    const open = async (path: string) =>
      test.app.server.inject({ url: `/api/v1/${path}`, headers: { cookie: await test.cookie('tuphap') } })
    expect((await open(`files/${fileId}`)).statusCode).toBe(403)
    expect((await open(`outgoing-documents/${approved.id}/signed.pdf`)).statusCode).toBe(200)
  })
})

describe('the rule of next steps', () => {
  const states = outgoingStateNames
  const actions = Object.keys(outgoingActions) as OutgoingAction[]
  const someone = (id: string, role: string) => ({ id, duties: [{ role, fieldCode: null }] })

  it('offers a stranger to the document nothing but to comment, and nobody anything after the end', () => {
    for (const state of states) {
      const situation = { state, drafterId: 'a', signerId: 'b', unitHeadId: 'c', needsSeal: false }
      const offered = nextOutgoingSteps(situation, someone('x', 'specialist'))
      expect(offered.filter((each) => each !== 'comment')).toEqual([])
      if (!['recalled', 'replaced', 'cancelled'].includes(state)) continue
      const anybody = ['a', 'b', 'c'].flatMap((id) => nextOutgoingSteps(situation, someone(id, 'clerk')))
      expect(anybody).toEqual([])
    }
  })

  it('never lets the signer be passed over: only the signer approves, only the clerk issues', () => {
    for (const state of states)
      for (const id of ['a', 'c', 'x'])
        for (const role of ['clerk', 'leader', 'admin', 'specialist']) {
          const offered = nextOutgoingSteps(
            { state, drafterId: 'a', signerId: 'b', unitHeadId: 'c', needsSeal: false },
            someone(id, role),
          )
          expect(offered).not.toContain('approve')
          if (role !== 'clerk') expect(offered).not.toContain('issue')
          expect(offered.every((each) => actions.includes(each))).toBe(true)
        }
  })

  it('asks for the office’s own signature before a document signed digitally may be issued', () => {
    const signed = { state: 'signed' as const, drafterId: 'a', signerId: 'b', unitHeadId: null }
    const clerk = someone('x', 'clerk')
    const offered = (needsSeal: boolean) => nextOutgoingSteps({ ...signed, needsSeal }, clerk)
    expect(offered(true)).toContain('seal')
    expect(offered(true)).not.toContain('issue')
    expect(offered(false)).toContain('issue')
    expect(nextOutgoingSteps({ ...signed, needsSeal: true }, someone('b', 'leader'))).not.toContain('seal')
  })

  it('sends back along the same line, to the unit only where a unit reviewed', () => {
    const situation = { state: 'for_signing' as const, drafterId: 'a', signerId: 'b', needsSeal: false }
    expect(statesBack({ ...situation, unitHeadId: 'c' })).toEqual(['draft', 'unit_review', 'form_check'])
    expect(statesBack({ ...situation, unitHeadId: 'a' })).toEqual(['draft', 'form_check'])
    expect(statesBack({ ...situation, unitHeadId: null, state: 'draft' })).toEqual([])
  })
})

describe('from draft to issue', () => {
  it('gives the number at approval, so that the page to be signed carries it with its date (Điều 15)', async () => {
    const approved = await test.write(people.chutich, approveOutgoing, ref(await forSigning()))
    expect(approved).toMatchObject({ state: 'approved', code: expect.stringMatching(/^\d{2,}\/TB-UBND$/) })
    const pdf = await test.app.server.inject({
      url: `/api/v1/outgoing-documents/${approved.id}/paper.pdf`,
      headers: { cookie: await test.cookie('chuyenmon') },
    })
    const words = readPdf(pdf.rawPayload)
    expect(words).toContain(`Số: ${approved.code}`)
    expect(words).toContain('ngày 24 tháng 3 năm 2026')
    expect(words).not.toContain('DỰ THẢO')
    const signed = await test.write(people.chutich, markOutgoingSigned, {
      ...ref(approved),
      fileId: await scannedFile(test.services, people.chutich),
    })
    const done = await test.write(people.vanthu, issueOutgoing, ref(signed))
    const sent = await test.write(people.vanthu, sendOutgoing, {
      ...ref(done),
      recipients: ['Các thôn trong xã'],
      way: 'post',
      sentOn: '2026-03-24',
      copies: 2,
      envelopes: 1,
      receivedBy: '',
      note: '',
    })
    const view = await test.read(people.chuyenmon, getOutgoing, { id: sent.id })
    expect(view.sendings).toMatchObject([{ recipient: 'Các thôn trong xã', way: 'post', copies: 2 }])
    expect(view.events.map(({ kind }) => kind).toReversed()).toEqual([
      'drafted',
      'submitted',
      'form_passed',
      'approved',
      'signed',
      'issued',
      'sent',
    ])
    expect(view.faults).toEqual([])
  })

  it('prints for ever what it was given its number with, whoever leaves or is renamed later', async () => {
    const approved = await test.write(people.chutich, approveOutgoing, ref(await forSigning()))
    await test.owner.query("update offices set place_name = 'Nơi Khác' where office_id = $1", [test.officeId])
    const { paper } = await test.read(
      people.chuyenmon,
      (await import('../../queries/outgoing/print-outgoing.ts')).printOutgoing,
      { id: approved.id },
    )
    await test.owner.query("update offices set place_name = 'Cẩm Long' where office_id = $1", [test.officeId])
    expect(paper.place).toBe('Cẩm Long')
  })

  it('keeps each draft saved, says stale to the slower of two, and shows who waits', async () => {
    const made = await draft()
    const next = await test.write(people.chuyenmon, saveOutgoing, {
      ...ref(made),
      content: { ...outgoingExample, subject: 'Lịch tiếp công dân tháng 5' },
      ...parts,
    })
    const late = { ...ref(made), content: outgoingExample, ...parts }
    await expect(test.write(people.chuyenmon, saveOutgoing, late)).rejects.toEqual(refusal('stale'))
    const view = await test.read(people.chuyenmon, getOutgoing, { id: next.id })
    expect(view.versions.map(({ version, content }) => [version, content.subject])).toEqual([
      [2, 'Lịch tiếp công dân tháng 5'],
      [1, outgoingExample.subject],
    ])
    expect(
      (await test.read(people.chuyenmon, listOutgoing, { mine: true })).rows.map(({ id }) => id),
    ).toContain(made.id)
    expect(
      (await test.read(people.vanthu, listOutgoing, { mine: true })).rows.map(({ id }) => id),
    ).not.toContain(made.id)
  })

  it('goes through the head of the unit where there is one, and asks for a comment on every step back', async () => {
    expect(
      (await test.read(people.xahoi, getOutgoing, { id: demoOutgoingId('passReview') })).steps,
    ).toContain('passReview')
    const back = { ...demoOutgoingRef('passReview'), words: ' ', to: 'draft' as const }
    await expect(test.write(people.xahoi, sendBackOutgoing, back)).rejects.toMatchObject({
      facts: { fields: { words: expect.stringMatching(/lý do/) } },
    })
    const sentBack = await test.write(people.xahoi, sendBackOutgoing, {
      ...back,
      words: 'Bổ sung thành phần mời.',
    })
    expect(sentBack.state).toBe('draft')
    const told = await test.owner.query(
      "select body from messages where office_id = $1 and subject_id = $2 and event = 'outgoing_returned'",
      [test.officeId, sentBack.id],
    )
    expect(told.rows).toHaveLength(1)
  })

  it('holds back a draft that breaks the decree, unless the reason to let it pass is written down', async () => {
    const made = await draft({ recipients: [] })
    const handedIn = await test.write(people.chuyenmon, submitOutgoing, ref(made))
    await expect(test.write(people.vanthu, passOutgoingForm, ref(handedIn))).rejects.toEqual(
      refusal('wrong_state', /1 chỗ.*nơi nhận/),
    )
    const passed = await test.write(people.vanthu, passOutgoingForm, {
      ...ref(handedIn),
      acceptFaults: true,
      words: 'Văn bản chỉ lưu nội bộ.',
    })
    expect(passed.state).toBe('for_signing')
  })
})

describe('bad input', () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'state secrets, by the sentence that says where they belong',
      () => draft({}, { secrecy: 'secret' as never }),
      /Bí mật nhà nước|bí mật nhà nước/,
    ],
    ['a type that is none', () => draft({ typeCode: 'luat' }), /chọn một loại/],
    [
      'a signer who left',
      async () => {
        await test.owner.query(
          'update staff_members set active = false where office_id = $1 and username = $2',
          [test.officeId, 'ketoan'],
        )
        return draft({ signerId: demoStaffId('ketoan') })
      },
      /đã nghỉ/,
    ],
    [
      'an incoming document that is not here',
      () => draft({}, { repliesTo: [uuid()] }),
      /không có hoặc đã hủy/,
    ],
    [
      'a draft file that is no Word file',
      async () => draft({}, { fileId: (await scannedFile(test.services, people.chuyenmon)) as never }),
      /DOCX/,
    ],
    [
      'an empty draft handed in',
      async () => test.write(people.chuyenmon, submitOutgoing, ref(await draft({ body: ' ' }))),
      /chưa có nội dung/,
    ],
    [
      'a draft without a signer handed in',
      async () => test.write(people.chuyenmon, submitOutgoing, ref(await draft({ signerId: null }))),
      /Chưa chọn người ký/,
    ],
  ])('refuses %s', async (_what, attempt, words) => {
    const error = (await attempt().then(
      () => null,
      (caught) => caught,
    )) as { facts?: { detail?: string; fields?: object } } | null
    expect(JSON.stringify(error?.facts ?? null)).toMatch(words)
  })

  it('refuses a signed scan that is no PDF and a day of sending before the document', async () => {
    const approved = await test.write(people.chutich, approveOutgoing, ref(await forSigning()))
    await expect(
      test.write(people.chutich, markOutgoingSigned, { ...ref(approved), fileId: uuid() }),
    ).rejects.toEqual(refusal('invalid_input'))
    const done = await issued()
    const sending = {
      ...ref(done),
      recipients: ['A'],
      way: 'hand' as const,
      copies: 1,
      envelopes: 0,
      receivedBy: '',
      note: '',
    }
    for (const sentOn of ['2026-03-23', '2026-03-25'])
      await expect(test.write(people.vanthu, sendOutgoing, { ...sending, sentOn })).rejects.toEqual(
        refusal('invalid_input'),
      )
  })
})

describe('who signs (Điều 13)', () => {
  const byDelegation = {
    ...(outgoingExamples['giay-moi'] as OutgoingContent),
    signerId: demoStaffId('tuphap'),
    collective: false,
  }
  const grant = {
    staffId: demoStaffId('tuphap'),
    kind: 'delegated' as const,
    post: 'Công chức Tư pháp - Hộ tịch',
    typeCodes: ['giay-moi'],
    scope: 'Giấy mời',
    paper: '01/GUQ-UBND',
    grantedBy: demoStaffId('chutich'),
    startsOn: '2026-03-20',
    endsOn: '2026-03-31',
  }

  it('signs by delegation within its time and scope, never after it, and cannot pass it on', async () => {
    await expect(test.write(people.tuphap, approveOutgoing, ref(await passed(byDelegation)))).rejects.toEqual(
      refusal('not_allowed', /chưa được giao/),
    )
    const { id } = await test.write(people.quantri, grantAuthority, grant)
    const approved = await test.write(people.tuphap, approveOutgoing, ref(await passed(byDelegation)))
    expect(approved.code).toMatch(/GM-UBND/)
    const { paper } = await test.read(
      people.tuphap,
      (await import('../../queries/outgoing/print-outgoing.ts')).printOutgoing,
      { id: approved.id },
    )
    expect(paper.sections[0]?.blocks.at(-1)).toMatchObject({
      authority: ['TUQ. CHỦ TỊCH'],
      signerPost: 'CÔNG CHỨC TƯ PHÁP - HỘ TỊCH',
    })
    const outside = await passed({ ...byDelegation, typeCode: 'thong-bao', addressees: [] })
    await expect(test.write(people.tuphap, approveOutgoing, ref(outside))).rejects.toEqual(
      refusal('not_allowed', /loại văn bản này/),
    )
    const collective = await passed({ ...byDelegation, collective: true })
    await expect(test.write(people.tuphap, approveOutgoing, ref(collective))).rejects.toEqual(
      refusal('wrong_state', /TM\./),
    )
    const again = { ...grant, staffId: demoStaffId('xahoi'), grantedBy: demoStaffId('tuphap') }
    await expect(test.write(people.quantri, grantAuthority, again)).rejects.toMatchObject({
      facts: { fields: { grantedBy: expect.stringMatching(/không được ủy quyền lại/) } },
    })
    const waiting = await passed(byDelegation)
    test.time.set('2026-04-01T00:00:00+07:00')
    await expect(test.write(people.tuphap, approveOutgoing, ref(waiting))).rejects.toEqual(
      refusal('not_allowed', /đã hết từ ngày 31\/03\/2026/),
    )
    test.time.set('2026-03-24T09:00:00+07:00')
    await test.write(people.chutich, revokeAuthority, { id, reason: 'Chủ tịch đã trở lại.' })
    await expect(test.write(people.tuphap, approveOutgoing, ref(waiting))).rejects.toEqual(
      refusal('not_allowed', /24\/03\/2026/),
    )
  })

  it.each([
    ['a delegation without an end', { endsOn: null }, 'endsOn'],
    ['a delegation without a paper', { paper: '' }, 'paper'],
    ['a delegation without a scope', { scope: '' }, 'scope'],
    ['a delegation by nobody', { grantedBy: null }, 'grantedBy'],
    ['an end before the beginning', { endsOn: '2026-03-01' }, 'endsOn'],
    ['a type that is none', { typeCodes: ['luat'] }, 'typeCodes.0'],
  ])('refuses %s', async (_what, change, field) => {
    const attempt = test.write(people.quantri, grantAuthority, { ...grant, ...change })
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [field]: expect.any(String) } },
    })
  })

  /** Past the form check also where it has something to say of the signer. */
  async function passed(content: Partial<OutgoingContent>) {
    const handedIn = await test.write(people.chuyenmon, submitOutgoing, ref(await draft(content)))
    return test.write(people.vanthu, passOutgoingForm, {
      ...ref(handedIn),
      acceptFaults: true,
      words: 'Chờ văn bản ủy quyền.',
    })
  }
})

describe('after issue', () => {
  it('is recalled, replaced by one of its type, or corrected by a letter, and then stays as it was', async () => {
    const wrong = await issued()
    const right = await issued()
    const letter = await issued(outgoingExamples['cong-van'])
    const reason = 'Sai thời gian tiếp công dân.'
    const replace = { ...ref(wrong), kind: 'replace' as const, reason }
    await expect(
      test.write(people.vanthu, withdrawOutgoing, { ...replace, byId: letter.id }),
    ).rejects.toMatchObject({ facts: { fields: { byId: expect.stringMatching(/cùng loại/) } } })
    await expect(test.write(people.vanthu, withdrawOutgoing, { ...replace, byId: wrong.id })).rejects.toEqual(
      refusal('invalid_input'),
    )
    const replaced = await test.write(people.vanthu, withdrawOutgoing, { ...replace, byId: right.id })
    expect(replaced.state).toBe('replaced')
    const corrected = await test.write(people.vanthu, withdrawOutgoing, {
      ...ref(right),
      kind: 'correct',
      reason,
      byId: letter.id,
    })
    expect(corrected.state).toBe('issued')
    const recalled = await test.write(people.vanthu, withdrawOutgoing, {
      ...ref(corrected),
      kind: 'recall',
      reason,
      byId: null,
    })
    await expect(test.write(people.vanthu, issueOutgoing, ref(recalled))).rejects.toEqual(
      refusal('wrong_state'),
    )
  })

  it('is noted at the incoming document that it answers, once', async () => {
    const incomingId = uuid()
    await test.owner.query(
      `insert into incoming_documents (office_id, id, arrival_year, arrival_number, arrived_on, channel, issuer, issuer_key, symbol, symbol_key, issued_on,
        type_name, subject, language, signer_post, signer_name, urgency, circulation, restricted, note, state, registered_at, registered_by, search_text)
       values ($1, $2, 2026, 9001, '2026-03-20', 'paper', 'Trường Mẫu', 'truong mau', '15/CV', '15/cv', '2026-03-19',
        'Công văn', 'Sửa đường', 'Tiếng Việt', '', '', 0, 'none', false, '', 'registered', now(), $3, '')`,
      [test.officeId, incomingId, demoStaffId('vanthu')],
    )
    const reply = await issued(outgoingExamples['cong-van'], { repliesTo: [incomingId] })
    const outcomes = await test.owner.query(
      'select kind, target_id, label, state from incoming_outcomes where incoming_id = $1',
      [incomingId],
    )
    expect(outcomes.rows).toEqual([
      { kind: 'reply', target_id: reply.id, label: reply.code, state: 'accepted' },
    ])
  })
})
