import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { checkPersonalId } from '../../../procedures/model/personal-id.ts'
import { CardReader, cardReaderId } from '../intake/card-reader.tsx'
import { applicantFromCard } from '../intake/form-state.ts'
import { Section } from '../intake/section.tsx'
import { documentNameId } from './document-name.tsx'
import type { Certification } from './use-certification.ts'

interface Props {
  certification: Certification
  today: string
}

/** Who asks: by card, which leads on to the papers, or typed. Only the name is needed for the register. */
export function RequesterFields({ certification, today }: Props) {
  const { fields, change, errors } = certification
  const { applicant } = fields
  const [remarks, setRemarks] = useState<readonly string[]>([])
  // Once, when the form opens for a citizen.
  useEffect(() => document.getElementById(cardReaderId)?.focus(), [])
  const text = (field: 'name' | 'personalId' | 'phone' | 'address') => ({
    value: applicant[field],
    autoComplete: 'off',
    'data-field': `applicant.${field}`,
    error: errors[`applicant.${field}`],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      change({ applicant: { ...applicant, [field]: currentTarget.value } }),
  })
  const odd = checkPersonalId(applicant.personalId, null, null).map(({ message }) => message)
  return (
    <Section title="1. Người yêu cầu">
      <Stack gap="xs">
        <CardReader
          today={today}
          onRead={(card, warnings) => {
            change({ applicant: applicantFromCard(applicant, card) })
            setRemarks(warnings)
            document.getElementById(documentNameId(0))?.focus()
          }}
        />
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} verticalSpacing="xs">
          <TextInput label="Họ và tên" required {...text('name')} />
          <TextInput label="Số giấy tờ tùy thân" inputMode="numeric" {...text('personalId')} />
          <TextInput label="Số điện thoại" inputMode="tel" {...text('phone')} />
          <TextInput label="Địa chỉ" {...text('address')} />
        </SimpleGrid>
        <div role="status">
          {[...remarks, ...(applicant.personalId === '' ? [] : odd)].map((remark) => (
            <Text key={remark} size="sm" c="#9a3412">
              Lưu ý: {remark}
            </Text>
          ))}
        </div>
      </Stack>
    </Section>
  )
}
