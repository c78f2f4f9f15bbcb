import { NumberInput, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import type { IntakeFields } from './form-state.ts'
import { HandedInFields } from './handed-in-fields.tsx'
import { ReturnFields } from './return-fields.tsx'

interface Props {
  fields: IntakeFields
  errors: Readonly<Record<string, string>>
  onChange(part: Partial<IntakeFields>): void
}

/** What is asked for, in how many sets, and where the result is handed over. */
export function DetailFields({ fields, errors, onChange }: Props) {
  return (
    <Stack gap="xs">
      <Textarea
        label="Nội dung yêu cầu"
        description="Để trống thì ghi theo tên thủ tục."
        autoComplete="off"
        rows={2}
        data-field="content"
        error={errors.content}
        value={fields.content}
        onChange={({ currentTarget }) => onChange({ content: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <NumberInput
          label="Số bộ hồ sơ"
          data-field="setCount"
          error={errors.setCount}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          min={1}
          max={99}
          value={fields.setCount}
          onChange={(value) => onChange({ setCount: typeof value === 'number' ? value : '' })}
        />
        <TextInput
          label="Nơi nhận kết quả"
          placeholder="Tại bộ phận một cửa"
          autoComplete="off"
          data-field="returnPlace"
          error={errors.returnPlace}
          value={fields.returnPlace}
          onChange={({ currentTarget }) => onChange({ returnPlace: currentTarget.value })}
        />
      </SimpleGrid>
      <ReturnFields fields={fields} errors={errors} onChange={onChange} />
      <HandedInFields
        agency={fields.handedInAt}
        errors={errors}
        onChange={(handedInAt) => onChange({ handedInAt })}
      />
    </Stack>
  )
}
