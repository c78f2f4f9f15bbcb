import { z } from 'zod'
import { defineQuery } from '../../../platform/operations.ts'
import { type BuildForm, buildForms } from '../../model/package-builds.ts'

/** The package to be built next: one that was broken off goes behind those that were not tried yet. */
export const nextBuild = defineQuery({
  name: 'workfiles.nextBuild',
  title: 'Tìm gói hồ sơ lưu trữ đang chờ lập',
  audience: [],
  input: z.strictObject({ except: z.array(z.uuid()) }),
  output: z.object({
    next: z
      .object({ id: z.uuid(), workFileId: z.uuid(), askedBy: z.uuid(), form: z.enum(buildForms) })
      .nullable(),
  }),
  async run({ db }, { officeId }, { except }) {
    const found = db
      .selectFrom('work_file_package_builds')
      .select(['id', 'work_file_id as workFileId', 'asked_by as askedBy', 'form'])
      .where('office_id', '=', officeId)
      .where('state', 'in', ['waiting', 'building'])
      .orderBy('attempts')
      .orderBy('asked_at')
    const next = await (except.length > 0 ? found.where('id', 'not in', except) : found).executeTakeFirst()
    return { next: next ? { ...next, form: next.form as BuildForm } : null }
  },
})
