import { demoStaffId } from '../../../staff/examples.ts'
import { receptionExample } from '../examples.ts'

/** Three certified copies of a diploma of two pages and two of a card, as it works against the demonstration office. */
export const certificationRequestExample = {
  procedureId: receptionExample.procedureId,
  applicant: receptionExample.applicant,
  originals: [
    { name: 'Bằng tốt nghiệp trung học phổ thông', pages: 2, copies: 3 },
    { name: 'Thẻ căn cước', pages: 2, copies: 2 },
  ],
  quoted: { version: 1, feeVnd: 20_000 },
}

export const certificationExample = { ...certificationRequestExample, signerId: demoStaffId('phochutich') }
