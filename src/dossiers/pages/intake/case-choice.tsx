import { Radio, Stack } from '@mantine/core'
import type { Preview } from './form-state.ts'

interface Props {
  preview: Preview | null
  error?: string | undefined
  onChoose(code: string): void
}

/** Trường hợp: each asks for papers of its own. Nothing to choose where there is one. */
export function CaseChoice({ preview, error, onChoose }: Props) {
  if (!preview || preview.cases.length < 2) return null
  return (
    <Radio.Group
      label="Trường hợp"
      description="Mỗi trường hợp có danh mục giấy tờ riêng."
      error={error}
      value={preview.caseCode}
      onChange={onChoose}
      mb="sm"
    >
      <Stack gap={6} mt={4} data-field="caseCode">
        {preview.cases.map(({ code, name }) => (
          <Radio key={code} value={code} label={name} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
