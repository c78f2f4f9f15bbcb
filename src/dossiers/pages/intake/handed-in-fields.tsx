import { Checkbox, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { HandedInFields as Fields } from './form-state.ts'

interface Props {
  agency: Fields | null
  errors: Readonly<Record<string, string>>
  onChange(agency: Fields | null): void
}

/** Another agency's desk took the dossier in and passed it on (nộp hồ sơ không phụ thuộc địa giới hành chính). */
export function HandedInFields({ agency, errors, onChange }: Props) {
  const text = (field: keyof Fields, fields: Fields) => ({
    value: fields[field],
    autoComplete: 'off',
    'data-field': `handedInAt.${field}`,
    error: errors[`handedInAt.${field}`],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onChange({ ...fields, [field]: currentTarget.value }),
  })
  return (
    <Stack gap="xs">
      <Checkbox
        label="Hồ sơ nộp ở bộ phận một cửa của cơ quan khác"
        checked={agency !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? { name: '', code: '' } : null)}
      />
      {agency ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
          <TextInput label="Tên cơ quan đã nhận hồ sơ" required {...text('name', agency)} />
          <TextInput
            label="Mã định danh cơ quan"
            description="Nếu biết, ví dụ H56.22.18."
            {...text('code', agency)}
          />
        </SimpleGrid>
      ) : null}
    </Stack>
  )
}
