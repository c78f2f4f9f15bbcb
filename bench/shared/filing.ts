import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { cookieJar, sessionValue } from '../../src/citizens/model/cookies.ts'
import { maritalDeclaration } from '../../src/dossiers/model/examples.ts'
import { attachPaper } from '../../src/filing/commands/attach-paper.ts'
import { beginDraft } from '../../src/filing/commands/begin-draft.ts'
import { fileDraft } from '../../src/filing/commands/file-draft.ts'
import { saveDraft } from '../../src/filing/commands/save-draft.ts'
import { setFilingSettings } from '../../src/filing/commands/set-filing-settings.ts'
import { isAnswered } from '../../src/filing/model/challenge.ts'
import { usualSettings } from '../../src/filing/model/settings.ts'
import { getFilingSettings } from '../../src/filing/queries/filing-settings.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { publicActor } from '../../src/platform/http/context.ts'
import { runtimeUrl } from '../../src/platform/migrate.ts'
import type { Command } from '../../src/platform/operations.ts'
import { read } from '../../src/platform/read.ts'
import { systemActor } from '../../src/platform/system-actor.ts'
import { write } from '../../src/platform/write.ts'
import { demoSlowProcedureId } from '../../src/procedures/examples.ts'
import { demoOfficeId } from '../../src/staff/examples.ts'
import {
  type BrowserOptions,
  createPlainBrowser,
  type Page,
  type PlainBrowser,
  partOf,
} from './plain-browser.ts'
import { query } from './postgres.ts'
import { startOffice } from './program.ts'
import { type Recorded, recordWork } from './record-write.ts'
import type { Scratch } from './scratch.ts'

/** An account files twenty times a day at most, and from one address come few. */
const filingsOfAccount = 15
const accounts = 200
/** Lines of the procedure's list that a filing brings papers for; the last one is asked of everybody. */
export const paperOrdinals = [2, 3, 4] as const

const person = {
  level: 'vneid',
  name: 'Nguyễn Văn Mẫu',
  personalId: '038090001234',
  email: '',
  phone: '0912345678',
} as const
const applicant = {
  kind: 'citizen',
  name: person.name,
  personalId: person.personalId,
  birthDate: '2/1/1990',
  sex: 'male',
  address: 'Thôn Mẫu, xã Cẩm Long',
  phone: person.phone,
  email: '',
} as const
const declaration = maritalDeclaration(person.name)

/**
 * The program with its demonstration office open for filing, and made-up citizens signed in. `file` files once with the given
 * photographs; `pages` are the addresses of a draft's pages, for looking.
 */
export async function openFilingOffice(scratch: Scratch, databaseUrl: string) {
  const secret = randomBytes(32).toString('hex')
  const office = await startOffice(scratch, {
    DATABASE_URL: databaseUrl,
    DATA_DIR: await scratch.directory(),
    SECRET: secret,
    TRUSTED_PROXIES: '127.0.0.1',
  })
  await openChannel(runtimeUrl(databaseUrl))
  const cookies = await signInCitizens(databaseUrl, office.url)
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest()
  let filed = 0
  const next = (note?: BrowserOptions['note']): PlainBrowser => {
    filed += 1
    const cookie = cookies[Math.floor(filed / filingsOfAccount) % accounts] ?? ''
    return createPlainBrowser(office.url, { cookie, ip: `10.1.${filed >> 8}.${filed & 255}`, note })
  }
  return {
    url: office.url,
    cookie: cookies[0] ?? '',
    async file(photos: readonly Buffer[], note?: BrowserOptions['note']): Promise<void> {
      const browser = next(note)
      const id = await fillIn(browser, photos)
      await send(browser, id, hash)
    },
    async pages() {
      const browser = createPlainBrowser(office.url, { cookie: cookies[0] ?? '', ip: '10.2.0.1' })
      const id = await fillIn(browser, await makePhotos(paperOrdinals.length))
      const draft = `/nop-ho-so/ban/${id}`
      return {
        choose: '/nop-ho-so',
        start: `/nop-ho-so/${demoSlowProcedureId}`,
        people: `${draft}?buoc=1`,
        declaration: `${draft}?buoc=2`,
        papers: `${draft}/giay-to`,
        return: `${draft}?buoc=4`,
        review: `${draft}?buoc=5`,
      }
    },
  }
}

async function openChannel(url: string): Promise<void> {
  const database = openDatabase(url, 2, () => {})
  const deps = { database, clock: systemClock }
  const actor = systemActor(demoOfficeId)
  try {
    const { settings } = await read(deps, actor, getFilingSettings, {})
    const input = {
      ...usualSettings,
      isOpen: true,
      reason: 'outage' as const,
      procedureIds: [demoSlowProcedureId],
      revision: settings.revision,
    }
    await write(deps, { actor, requestId: randomUUID() }, setFilingSettings, input)
  } finally {
    await database.close()
  }
}

/** Sign-ins as the program keeps them; returns the cookies that their browsers hold. */
async function signInCitizens(databaseUrl: string, publicUrl: string): Promise<string[]> {
  const people = Array.from({ length: accounts }, () => ({
    id: uuid(),
    session: uuid(),
    token: randomBytes(32).toString('base64url'),
  }))
  const rows = people.map(({ id, session, token }) => ({
    id,
    session,
    hash: createHash('sha256').update(token).digest('hex'),
  }))
  await query(
    databaseUrl,
    `with people as (select * from jsonb_to_recordset('${JSON.stringify(rows)}') as p (id uuid, session uuid, hash text)),
     known as (
       insert into citizen_accounts (office_id, id, issuer, subject, name, personal_id, phone, created_at, last_signed_in_at)
       select '${demoOfficeId}', id, 'bench', id::text, '${person.name}', '${person.personalId}', '${person.phone}', now(), now() from people
       returning id)
     insert into citizen_sessions (office_id, id, token_hash, account_id, level, started_at, last_seen_at)
     select '${demoOfficeId}', p.session, p.hash, known.id, 'vneid', now(), now() from known join people p using (id)`,
  )
  const jar = cookieJar(publicUrl)
  return people.map(({ token }) => jar.write('phien', sessionValue(demoOfficeId, token)).split(';')[0] ?? '')
}

/** From the first page to the review, as somebody does who knows what to type; returns the draft's id. */
async function fillIn(browser: PlainBrowser, photos: readonly Buffer[]): Promise<string> {
  const start = await browser.open(`/nop-ho-so/${demoSlowProcedureId}`)
  const id = partOf(start, /name="id" value="([^"]+)"/)
  await browser.post(start.path, { id })
  const draft = `/nop-ho-so/ban/${id}`
  const people = Object.fromEntries([
    ['cho', 'minh'],
    ['nguoi.loai', applicant.kind],
    ['nguoi.ten', applicant.name],
    ['nguoi.so', applicant.personalId],
    ['nguoi.ngay-sinh', applicant.birthDate],
    ['nguoi.gioi-tinh', applicant.sex],
    ['nguoi.dia-chi', applicant.address],
    ['nguoi.dien-thoai', applicant.phone],
    ['viec', 'tiep'],
  ])
  await browser.post(`${draft}?buoc=1`, people)
  let papers = await browser.post(`${draft}?buoc=2`, { ...flat(declaration), viec: 'tiep' })
  for (const [index, photo] of photos.entries()) {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), `giay-to-${index + 1}.jpg`)
    const at = new RegExp(`action="([^"]*place=component&amp;ordinal=${paperOrdinals[index]})"`)
    papers = await browser.post(partOf(papers, at), form)
  }
  await browser.post(`${draft}/giay-to`, { viec: 'tiep' })
  await browser.post(`${draft}?buoc=4`, { nhan: 'counter', viec: 'tiep' })
  return id
}

/** Files what is filled in, answering the question that a flood is asked, and looks at where it led. */
async function send(browser: PlainBrowser, id: string, hash: (text: string) => Buffer): Promise<void> {
  const review = await browser.open(`/nop-ho-so/ban/${id}?buoc=5`)
  const done = await browser.post(review.path, { ...answerOf(review, id, hash), viec: 'nop' })
  if (!done.path.startsWith('/nop-ho-so/da-nop/')) throw new Error(`not filed: ${done.path}`)
}

function answerOf(review: Page, draftId: string, hash: (text: string) => Buffer): Record<string, string> {
  const token = /name="cau-hoi" value="([^"]+)"/.exec(review.html)?.[1]
  if (!token) return {}
  const options = [
    ...review.html.matchAll(/name="tra-loi"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="tra-loi"/g),
  ]
  const answer = options
    .map(([, first, second]) => first ?? second ?? '')
    .find((each) => isAnswered({ token, answer: each }, { draftId, round: 0 }, { now: systemClock(), hash }))
  return { 'cau-hoi': token, 'tra-loi': answer ?? '' }
}

/** Answers by the dotted names of their fields. */
function flat(answers: Record<string, unknown>, above = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(flat(value as Record<string, unknown>, `${above}${name}.`))
        : [[above + name, String(value)]],
    ),
  )
}

/** Photographs of about 300 KB, none like another. */
export async function makePhotos(count: number): Promise<Buffer[]> {
  const [width, height] = [640, 480]
  const photos: Buffer[] = []
  for (let made = 0; made < count; made += 1) {
    const noise = randomBytes(width * height * 3)
    photos.push(
      await sharp(noise, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 74 })
        .toBuffer(),
    )
  }
  return photos
}

/** The statements of the writes of one filing. */
export function recordFiling(url: string): Promise<Recorded> {
  return recordWork(url, async (deps) => async () => {
    const own = { id: randomUUID(), accountId: uuid() }
    const filing = <I extends z.ZodObject, O extends z.ZodType>(command: Command<I, O>, input: z.input<I>) =>
      write(deps, { actor: publicActor, requestId: randomUUID() }, command, input)
    await filing(beginDraft, { ...own, procedureId: demoSlowProcedureId, filer: person })
    await filing(saveDraft, { ...own, step: 1, applicant })
    await filing(saveDraft, { ...own, step: 2, answers: declaration })
    for (const ordinal of paperOrdinals) {
      const file = {
        sha256: randomBytes(32).toString('hex'),
        size: 300_000,
        name: 'giay-to.jpg',
        mediaType: 'image/jpeg',
      }
      await filing(attachPaper, { id: own.id, place: 'component', ordinal, file })
    }
    await filing(saveDraft, { ...own, step: 3 })
    await filing(saveDraft, { ...own, step: 4, returnMethod: 'counter' })
    await filing(fileDraft, { ...own, from: '', answered: true, leftEmpty: '' })
  })
}
