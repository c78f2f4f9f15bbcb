import { Checkbox, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { SubmitterFields as Fields } from './form-state.ts'

interface Props {
  submitter: Fields | null
  errors: Readonly<Record<string, string>>
  onChange(submitter: Fields | null): void
}

/** Người nộp thay: somebody who hands in for the applicant. */
export function SubmitterFields({ submitter, errors, onChange }: Props) {
  const text = (field: keyof Fields, fields: Fields) => ({
    value: fields[field],
    autoComplete: 'off',
    'data-field': `submitter.${field}`,
    error: errors[`submitter.${field}`],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onChange({ ...fields, [field]: currentTarget.value }),
  })
  return (
    <Stack gap="xs">
      <Checkbox
        label="Có người nộp thay"
        checked={submitter !== null}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.checked ? { name: '', personalId: '', phone: '' } : null)
        }
      />
      {submitter ? (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} verticalSpacing="xs">
          <TextInput label="Họ và tên người nộp thay" required {...text('name', submitter)} />
          <TextInput
            label="Số định danh người nộp thay"
            inputMode="numeric"
            {...text('personalId', submitter)}
          />
          <TextInput label="Số điện thoại người nộp thay" inputMode="tel" {...text('phone', submitter)} />
        </SimpleGrid>
      ) : null}
    </Stack>
  )
}
