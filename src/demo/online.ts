import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { fileOnline } from '../dossiers/commands/file-online.ts'
import {
  demoAcceptableFilingId,
  demoFilingId,
  demoFilingReference,
  demoLateFilingId,
} from '../dossiers/examples.ts'
import { maritalDeclaration } from '../dossiers/model/examples.ts'
import type { OnlineFiling } from '../dossiers/model/online-filing.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { defineCommand } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { procedureId } from '../procedures/model/record-schema.ts'
import { demoOfficeId } from '../staff/examples.ts'

const day = 24 * 60 * 60_000

/** Online filings of plainly made-up people: two that just came, and one that has waited longer than the office may take. */
export async function loadDemoFilings(services: WriteDeps): Promise<void> {
  const now = services.clock()
  const filings: readonly OnlineFiling[] = [
    filing(1, { id: demoFilingId, reference: demoFilingReference, filedAt: now }),
    filing(2, { id: demoAcceptableFilingId, filedAt: now, source: 'assisted' }),
    filing(3, { id: demoLateFilingId, filedAt: new Date(now.getTime() - 4 * day), source: 'own' }),
  ]
  for (const each of filings) {
    const file = defineCommand({
      name: 'demo.fileOnline',
      title: 'Nộp hồ sơ trực tuyến mẫu',
      audience: [],
      input: z.strictObject({}),
      output: z.object({ id: z.uuid() }),
      async run(tx, actor) {
        const { id, news, audit } = await fileOnline(tx, actor, each)
        const [first, ...others] = audit
        if (!first) throw new Error('the demonstration is loaded once')
        return { output: { id }, audit: [first, ...others], news }
      },
    })
    await write(services, { actor: systemActor(demoOfficeId), requestId: randomUUID() }, file, {})
  }
}

function filing(
  person: number,
  own: Pick<OnlineFiling, 'id' | 'filedAt'> & Partial<OnlineFiling>,
): OnlineFiling {
  const name = `Công Dân Mẫu ${90 + person}`
  const personalId = `03809000009${person}`
  return {
    source: 'portal',
    reference: `H56.22.17-20251103-900000${person}`,
    givenCode: null,
    procedureId: procedureId(demoOfficeId, '1.004873'),
    applicant: {
      kind: 'citizen',
      name,
      personalId,
      birthDate: '1990-05-15',
      sex: 'male',
      address: 'Thôn Mẫu, xã Cẩm Long',
      phone: `091200009${person}`,
      email: '',
    },
    submitter: null,
    relation: '',
    identity: { level: own.source === 'assisted' ? 'desk' : 'vneid', name, personalId },
    content: 'Xác nhận tình trạng hôn nhân để vay vốn',
    returnMethod: 'counter',
    returnAddress: '',
    declaration: maritalDeclaration(name),
    components: [0, 4].map((ordinal) => ({
      ordinal,
      provided: true,
      originals: 0,
      copies: 1,
      note: '',
      fileIds: [],
    })),
    ...own,
  }
}
