import type { z } from 'zod'
import { readDeclaration } from '../../procedures/model/declaration-answers.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import type { saveDraft } from '../commands/save-draft.ts'

type Saving = Omit<z.input<typeof saveDraft.input>, 'id' | 'accountId' | 'step'>

/** What a posted step holds, cut to what fits, so that saving never refuses what somebody typed. */
export function readStep(step: number, posted: FormData, form: FormDefinition | null): Saving {
  const text = (name: string, longest = 200) => {
    const value = posted.get(name)
    return typeof value === 'string' ? value.trim().slice(0, longest) : ''
  }
  const oneOf = <const T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((each) => each === text(name)) ?? usual
  switch (step) {
    case 1:
      return {
        forSelf: text('cho') !== 'thay',
        relation: text('quan-he-khac', 100) || text('quan-he'),
        applicant: {
          kind: oneOf('nguoi.loai', ['citizen', 'business', 'organisation'], 'citizen'),
          name: text('nguoi.ten'),
          personalId: text('nguoi.so', 20),
          birthDate: text('nguoi.ngay-sinh', 30),
          sex: oneOf('nguoi.gioi-tinh', ['', 'male', 'female'], ''),
          address: text('nguoi.dia-chi', 500),
          phone: text('nguoi.dien-thoai', 30),
          email: text('nguoi.thu'),
        },
        submitter: {
          name: text('nop.ten'),
          personalId: text('nop.so', 20),
          phone: text('nop.dien-thoai', 30),
        },
      }
    case 2:
      return {
        content: text('noi-dung', 2000),
        ...(form ? { answers: readDeclaration(form, posted.entries()) } : {}),
      }
    case 4:
      return {
        returnMethod: oneOf('nhan', ['counter', 'post', 'online'], 'counter'),
        returnAddress: text('dia-chi-nhan', 500),
      }
    default:
      return {}
  }
}
