import type { z } from 'zod'
import { applicantInput, submitterInput } from '../../dossiers/model/inputs.ts'
import { checkDeclaration } from '../../procedures/model/check-declaration.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import type { Component } from '../../procedures/model.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { type Draft, papersOf } from './draft.ts'

/** What filing needs of the procedure as it stands. */
export interface Asked {
  form: FormDefinition | null
  components: readonly Component[]
}

/** Message by field, for each step of filing; a step without any is complete. */
export type DraftProblems = Record<1 | 2 | 3 | 4, Record<string, string>>

/** The applicant as reception takes it. */
export function applicantOf({ applicant }: Pick<Draft, 'applicant'>): z.input<typeof applicantInput> {
  const { birthDate, sex, personalId, ...rest } = applicant
  return {
    ...rest,
    personalId: digitsOf(personalId),
    birthDate: birthDate === '' ? null : typedIsoDate(birthDate),
    sex: sex === '' ? null : sex,
  }
}

const digitsOf = (typed: string) => typed.replaceAll(/[\s.]/g, '')

/** Who files, where that is not the applicant. */
export function submitterOf(draft: Draft): z.input<typeof submitterInput> | null {
  if (draft.forSelf) return null
  return { ...draft.submitter, personalId: digitsOf(draft.submitter.personalId) }
}

/** Everything that keeps a draft from being filed, at the field where it is put right. */
export function draftProblems(draft: Draft, asked: Asked): DraftProblems {
  return {
    1: peopleProblems(draft),
    2: declarationProblems(draft, asked),
    3: paperProblems(draft, asked),
    4: returnProblems(draft),
  }
}

export function isComplete(problems: DraftProblems): boolean {
  return Object.values(problems).every((each) => Object.keys(each).length === 0)
}

function peopleProblems(draft: Draft): Record<string, string> {
  const { applicant, identity } = draft
  const fields = {
    ...problemsOf(applicantInput, applicantOf(draft), 'applicant'),
    ...applicantGaps(draft),
  }
  if (draft.forSelf) {
    const known = digitsOf(identity.personalId)
    const given = digitsOf(applicant.personalId)
    if (draft.source === 'own' && known !== '' && given !== '' && known !== given) {
      fields['applicant.personalId'] =
        'Số này khác số định danh của tài khoản đang đăng nhập. Nếu nộp cho người khác, hãy chọn “Nộp thay người khác” ở trên.'
    }
    return fields
  }
  if (draft.relation === '') fields.relation = 'Hãy ghi quan hệ với người có hồ sơ.'
  const { submitter } = draft
  if (submitter.personalId === '')
    fields['submitter.personalId'] = 'Hãy nhập số định danh cá nhân của người nộp.'
  if (submitter.personalId !== '' && digitsOf(submitter.personalId) === digitsOf(applicant.personalId)) {
    fields['submitter.personalId'] =
      'Người nộp và người có hồ sơ đang là một người. Hãy sửa số, hoặc chọn “Nộp cho tôi”.'
  }
  return { ...fields, ...problemsOf(submitterInput, submitterOf(draft), 'submitter') }
}

/** What the desk sees for itself and a filing from afar has to say. */
function applicantGaps({ applicant, identity }: Draft): Record<string, string> {
  const fields: Record<string, string> = {}
  const personalId = digitsOf(applicant.personalId)
  if (applicant.kind === 'citizen' && !/^\d{12}$/.test(personalId)) {
    fields['applicant.personalId'] = 'Hãy nhập đủ 12 chữ số của số định danh cá nhân (số căn cước).'
  } else if (personalId === '') fields['applicant.personalId'] = 'Hãy nhập mã số thuế hoặc mã số của tổ chức.'
  if (applicant.address === '') fields['applicant.address'] = 'Hãy nhập nơi ở hoặc trụ sở.'
  const reachable = [applicant.phone, applicant.email, identity.phone, identity.email].some(Boolean)
  if (!reachable) fields['applicant.phone'] = 'Hãy ghi số điện thoại hoặc thư điện tử để được báo tin.'
  return fields
}

function problemsOf(schema: z.ZodType, value: unknown, prefix: string): Record<string, string> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return {}
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [[prefix, ...path].join('.'), message]),
  )
}

function declarationProblems(draft: Draft, { form }: Asked): Record<string, string> {
  if (!form) return draft.content === '' ? { content: 'Hãy ghi nội dung đề nghị giải quyết.' } : {}
  const { problems } = checkDeclaration(form, draft.answers)
  return Object.fromEntries(
    Object.entries(problems).map(([name, message]) => [name ? `answers.${name}` : 'answers', message]),
  )
}

function paperProblems(draft: Draft, { form, components }: Asked): Record<string, string> {
  const missing = components.flatMap(({ required, kind, name }, ordinal): [string, string][] => {
    // The form is filled in on the page before, and printed from the answers.
    if (!required || (kind === 'form' && form)) return []
    if (papersOf(draft.papers, components, ordinal).length > 0) return []
    return [[`component.${ordinal}`, `Còn thiếu: ${name}.`]]
  })
  const fields = Object.fromEntries(missing)
  if (!draft.forSelf && !draft.papers.some(({ place }) => place === 'authorisation')) {
    fields['authorisation.0'] =
      'Nộp thay người khác phải có văn bản ủy quyền hoặc giấy tờ chứng minh quan hệ.'
  }
  return fields
}

function returnProblems(draft: Draft): Record<string, string> {
  const noAddress = draft.returnMethod === 'post' && draft.returnAddress === ''
  return noAddress ? { returnAddress: 'Hãy ghi địa chỉ để bưu chính gửi đến.' } : {}
}
