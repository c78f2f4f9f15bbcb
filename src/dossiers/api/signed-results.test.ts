import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { sendFile, tokenDesk, trustedAuthority } from '../../testing/signing/desk.ts'
import { pictures } from '../../testing/signing/pictures.ts'
import type { Holder } from '../../testing/signing/pki.ts'
import { offerPlugIn, plugInDesk, trustProgram } from '../../testing/signing/plug-in-desk.ts'
import { askPrograms } from '../../testing/signing/programs.ts'
import { letter, signPdf, signWith } from '../../testing/signing/signed-pdf.ts'
import { startVgcaStandIn } from '../../testing/vgca-stand-in/server.ts'
import { dossierAt, type MadeDossier } from '../factory.ts'
import { keepWaitingResults } from '../jobs/results.ts'
import { resultsForToken } from '../queries/result-to-sign.ts'

let test: TestApp
let authority: Awaited<ReturnType<typeof trustedAuthority>>
let chair: Holder
let office: Holder
beforeAll(async () => {
  test = await startTestApp()
  authority = await trustedAuthority(test)
  const { rows } = await test.owner.query('select name from offices where office_id = $1', [test.officeId])
  chair = authority.certificate((await test.as('chutich')).name)
  office = authority.certificate(rows[0].name)
  await sendFile(test, '/signature-pictures/own', { bytes: await pictures.signature(), as: 'chutich' })
  await sendFile(test, '/signature-pictures/office', { bytes: await pictures.seal(), as: 'vanthu' })
})
afterAll(() => test?.close())

/** A dossier whose result the chair approved, was issued and is kept. */
async function issued(): Promise<MadeDossier> {
  const dossier = await dossierAt(test, 'finished', { procedureId: demoSlowProcedureId })
  await keepWaitingResults(test.services, test.officeId)
  return dossier
}

const thing = ({ id }: MadeDossier) => ({ kind: 'dossier_result', id })
const raw = (holder: Holder, prepared: { id: string; attributes: string }[]) =>
  prepared.map(({ id, attributes }) => ({
    id,
    signature: signWith(holder)(Buffer.from(attributes, 'base64')),
  }))

async function sign(dossier: MadeDossier, as: 'chutich' | 'vanthu') {
  const holder = as === 'chutich' ? chair : office
  const desk = tokenDesk(test, as)
  const { prepared, faults } = await desk.prepare(holder, [thing(dossier)])
  if (faults[0]) return faults[0].detail
  return (await desk.finish(raw(holder, prepared))).outcomes[0]?.state
}

async function resultFile({ code }: MadeDossier): Promise<Buffer> {
  const answer = await test.app.server.inject({
    url: `/api/v1/dossiers/${code}/result.pdf`,
    headers: { cookie: await test.cookie('vanthu') },
  })
  return answer.rawPayload
}

const waitsFor = async (username: string, { id }: MadeDossier) =>
  (await test.read(await test.as(username), resultsForToken, {})).items
    .filter((each) => each.id === id)
    .map(({ holder }) => holder)

const upload = (dossier: MadeDossier, bytes: Uint8Array, as: string) =>
  sendFile(test, `/dossier-results/${dossier.id}/signed-file`, { bytes, as })

describe('the result of a dossier', () => {
  it('is signed by who approved it, then by the office; only then the citizen gets the signed file', async () => {
    const dossier = await issued()
    const plain = await resultFile(dossier)
    expect(await waitsFor('chutich', dossier)).toEqual(['own'])
    expect(await waitsFor('vanthu', dossier)).toEqual([])
    expect(await sign(dossier, 'chutich')).toBe('signed')
    expect((await resultFile(dossier)).equals(plain)).toBe(true)
    expect(await waitsFor('chutich', dossier)).toEqual([])
    expect(await waitsFor('vanthu', dossier)).toEqual(['office'])
    expect(await sign(dossier, 'vanthu')).toBe('signed')
    const file = await resultFile(dossier)
    expect(file.subarray(0, plain.length).equals(plain)).toBe(true)
    const programs = askPrograms(authority.root)
    expect(programs.pdfsig(file).map(({ isValid, isTrusted }) => isValid && isTrusted)).toEqual([true, true])
    programs.stop()
    const kept = await test.owner.query(
      `select r.signed_file_id = p.file_id as same, (select array_agg(e.kind order by e.at, e.id) from dossier_events e
         where e.dossier_id = r.dossier_id and e.kind in ('result_signed', 'result_sealed')) as events
       from dossier_results r join citizen_papers p on p.dossier_id = r.dossier_id where r.dossier_id = $1`,
      [dossier.id],
    )
    expect(kept.rows).toEqual([{ same: true, events: ['result_signed', 'result_sealed'] }])
    expect(await sign(dossier, 'vanthu')).toMatch(/không chờ bạn ký số/)
  }, 60_000)

  it('is not signed by others, out of turn, or before it is issued', async () => {
    const dossier = await issued()
    expect(await sign(dossier, 'vanthu')).toMatch(/không chờ bạn ký số/)
    const deputy = await tokenDesk(test, 'phochutich').prepare(chair, [thing(dossier)])
    expect(deputy.faults[0]?.detail).toMatch(/không chờ bạn ký số/)
    const clerkOfDesk = await tokenDesk(test, 'tiepnhan').prepare(chair, [thing(dossier)])
    expect(clerkOfDesk.prepared).toEqual([])
    const early = await dossierAt(test, 'issue', { procedureId: demoSlowProcedureId })
    expect(await sign(early, 'chutich')).toMatch(/không chờ bạn ký số/)
    expect(await waitsFor('chutich', early)).toEqual([])
  })

  it('is signed once, however often and fast the signature comes', async () => {
    const dossier = await issued()
    const desk = tokenDesk(test, 'chutich')
    const { prepared } = await desk.prepare(chair, [thing(dossier)])
    const signatures = raw(chair, prepared)
    const answers = await Promise.all([desk.finish(signatures), desk.finish(signatures)])
    expect(answers.map(({ outcomes }) => outcomes[0]?.state).toSorted()).toEqual(['failed', 'signed'])
  })

  it('comes back from another program too, and only as itself', async () => {
    const dossier = await issued()
    const early = await upload(dossier, await letter(), 'chutich')
    expect(early.json()).toMatchObject({ code: 'wrong_state', detail: expect.stringContaining('Tải tệp về') })
    const given = await test.app.server.inject({
      url: `/api/v1/dossier-results/${dossier.id}/to-sign.pdf`,
      headers: { cookie: await test.cookie('chutich') },
    })
    expect(given.statusCode).toBe(200)
    const foreign = await upload(dossier, await signPdf(await letter(), { holder: chair }), 'chutich')
    expect(foreign.json().detail).toMatch(/không phải tệp vừa tải về/)
    const wrong = await signPdf(given.rawPayload, { holder: authority.certificate('Người Khác Mẫu') })
    expect((await upload(dossier, wrong, 'chutich')).statusCode).toBe(422)
    const signed = await signPdf(given.rawPayload, { holder: chair })
    expect((await upload(dossier, signed, 'vanthu')).statusCode).toBe(403)
    expect((await upload(dossier, signed, 'chutich')).json()).toMatchObject({ sealed: false })
    expect((await upload(dossier, signed, 'chutich')).statusCode).toBe(403)
  })
  it('is signed by the program of VGCA too, by its approver and then by the office', async () => {
    const dossier = await issued()
    const program = await startVgcaStandIn({ holder: office })
    const untrust = trustProgram(program)
    await test.app.server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = test.app.server.server.address() as AddressInfo
    await offerPlugIn(test)
    const by = async (as: string) => {
      const desk = await plugInDesk(test, as, { program, origin: `http://127.0.0.1:${port}` })
      return desk.sign([thing(dossier)])
    }
    expect((await by('chutich')).unsigned[0]?.detail).toMatch(/không phải của/)
    program.control.holder = chair
    expect((await by('chutich')).signed).toEqual([dossier.id])
    expect((await by('chutich')).unsigned[0]?.detail).toMatch(/không chờ bạn ký số/)
    program.control.holder = office
    expect((await by('vanthu')).signed).toEqual([dossier.id])
    const programs = askPrograms(authority.root)
    expect(programs.pdfsig(await resultFile(dossier)).map(({ isValid }) => isValid)).toEqual([true, true])
    programs.stop()
    untrust()
    await program.close()
  }, 60_000)
})
