import type { FillSource } from '../../procedures/model/form-schema.ts'
import { typedIsoDate } from '../../ui/date-text.ts'

export type KnownFacts = Partial<Record<FillSource, string | null>>

/** People as they were typed, the birth date as `dd/mm/yyyy`. */
interface TypedPeople {
  applicant: {
    name: string
    personalId: string
    birthDate: string
    sex: string
    address: string
    phone: string
  }
  submitter: { name: string; personalId: string; phone: string } | null
}

/** What is known of people and office that a declaration asks for again. */
export function knownFacts(
  { applicant, submitter }: TypedPeople,
  desk: { today: string; officeName: string },
): KnownFacts {
  const birthDate = typedIsoDate(applicant.birthDate)
  return {
    'applicant.name': applicant.name,
    'applicant.personalId': applicant.personalId,
    'applicant.birthDate': /^\d{4}-\d\d-\d\d$/.test(birthDate) ? birthDate : null,
    'applicant.sex': applicant.sex,
    'applicant.address': applicant.address,
    'applicant.phone': applicant.phone,
    'submitter.name': submitter?.name ?? null,
    'submitter.personalId': submitter?.personalId ?? null,
    'submitter.phone': submitter?.phone ?? null,
    today: desk.today,
    'office.name': desk.officeName,
  }
}
