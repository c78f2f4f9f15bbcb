import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'

/**
 * Under which code the portal is to know the dossier; one that is there stays for good. Null where another dossier is known
 * by it: then the portal has to issue one.
 */
export const notePortalCode = defineCommand({
  name: 'nationalPortal.noteCode',
  title: 'Ghi mã hồ sơ của Cổng',
  audience: [],
  input: z.strictObject({ dossierId: z.uuid(), portalCode: z.string().min(1).max(60) }),
  output: z.object({ portalCode: z.string().nullable() }),
  async run(tx, { officeId }, { dossierId, portalCode }) {
    await tx.db
      .insertInto('portal_dossiers')
      .values({ office_id: officeId, dossier_id: dossierId, portal_code: portalCode, origin: 'own' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const kept = await tx.db
      .selectFrom('portal_dossiers')
      .select('portal_code as portalCode')
      .where('office_id', '=', officeId)
      .where('dossier_id', '=', dossierId)
      .executeTakeFirst()
    const output = kept ?? { portalCode: null }
    return { output, audit: [{ subjectType: 'dossier', subjectId: dossierId, facts: output }] }
  },
})

/** Under which name the portal keeps a file; sent twice, the first name stays. */
export const notePortalFile = defineCommand({
  name: 'nationalPortal.noteFile',
  title: 'Ghi tệp đã gửi lên Cổng',
  audience: [],
  input: z.strictObject({ fileId: z.uuid(), portalFile: z.string().min(1).max(100) }),
  output: z.object({}),
  async run(tx, { officeId }, { fileId, portalFile }) {
    await tx.db
      .insertInto('portal_files')
      .values({ office_id: officeId, file_id: fileId, portal_file: portalFile })
      .onConflict((conflict) => conflict.columns(['office_id', 'file_id']).doNothing())
      .execute()
    return { output: {}, audit: [{ subjectType: 'file', subjectId: fileId, facts: { portalFile } }] }
  },
})
