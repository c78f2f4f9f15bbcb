import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { CitizenCard } from '../../model/citizen-card.ts'
import { ApplicantFields, applicantPhoneId } from './applicant-fields.tsx'
import { CardReader } from './card-reader.tsx'
import { EarlierApplicants } from './earlier-applicants.tsx'
import { applicantFromCard, applicantFromEarlier, type EarlierApplicant } from './form-state.ts'
import { Section } from './section.tsx'
import { SubmitterFields } from './submitter-fields.tsx'
import type { Intake } from './use-intake.ts'

interface Props {
  intake: Intake
  errors: Readonly<Record<string, string>>
  today: string
}

/** Who hands in: by card, by an earlier dossier, or typed. */
export function PersonSection({ intake, errors, today }: Props) {
  const { fields, change } = intake
  const { applicant } = fields
  const [read, setRead] = useState<{ name: string; warnings: readonly string[] } | null>(null)

  function fill(card: CitizenCard, warnings: readonly string[]) {
    change({ applicant: applicantFromCard(applicant, card), fromCard: true })
    setRead({ name: card.fullName, warnings })
    document.getElementById(applicantPhoneId)?.focus()
  }
  function fillFrom(earlier: EarlierApplicant) {
    change({ applicant: applicantFromEarlier(fields, earlier) })
    document.getElementById(applicantPhoneId)?.focus()
  }
  return (
    <Section title="2. Người nộp hồ sơ">
      <Stack gap="xs">
        <CardReader today={today} onRead={fill} />
        <div role="status">
          {read ? <Text size="sm">Đã điền theo thẻ của {read.name}.</Text> : null}
          {read?.warnings.map((warning) => (
            <Text key={warning} size="sm" c="#9a3412">
              Lưu ý: {warning}
            </Text>
          ))}
        </div>
        <ApplicantFields
          applicant={applicant}
          errors={errors}
          onChange={(part) => change({ applicant: { ...applicant, ...part } })}
        />
        <EarlierApplicants personalId={applicant.personalId} phone={applicant.phone} onChoose={fillFrom} />
        <SubmitterFields
          submitter={fields.submitter}
          errors={errors}
          onChange={(submitter) => change({ submitter })}
        />
      </Stack>
    </Section>
  )
}
