import { Radio, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { callApi } from '../../../ui/call-api.ts'

interface Found {
  id: string
  code: string | null
  datedOn: string | null
  subject: string
}

interface PickerProps {
  label: string
  /** Only documents of this type. */
  typeCode: string
  /** The document on the page, which cannot stand for itself. */
  exceptId: string
  value: string | null
  error: string | undefined
  onChange(id: string): void
}

/** More than these are not read through: another word narrows them down. */
const mostShown = 8

/** Finds an issued document by its number, its symbol or words of its subject; the latest ones stand there at once. */
export function IssuedPicker({ label, typeCode, exceptId, value, error, onChange }: PickerProps) {
  const [typed, setTyped] = useState('')
  const [question] = useDebouncedValue(typed.trim(), 250)
  const found = useIssued(typeCode, question)
  const shown = found?.filter(({ id }) => id !== exceptId).slice(0, mostShown)
  return (
    <Stack gap="xs">
      <TextInput
        label={label}
        description="Gõ số, ký hiệu hoặc vài chữ của trích yếu. Văn bản đó phải phát hành trước."
        value={typed}
        maxLength={100}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Radio.Group label="Chọn văn bản" value={value} onChange={onChange} error={error}>
        <Stack gap="xs" mb={4}>
          {shown?.map(({ id, code, datedOn, subject }) => (
            <Radio
              key={id}
              value={id}
              label={`${code ?? ''} ngày ${formatDate(datedOn ?? '')}: ${subject}`}
            />
          ))}
        </Stack>
      </Radio.Group>
      {shown?.length === 0 ? (
        <Text size="sm">Không có văn bản đã phát hành nào khớp. Hãy thử số hoặc từ khác.</Text>
      ) : null}
    </Stack>
  )
}

/** What answers the question; null while the first answer has not come. */
function useIssued(type: string, q: string): readonly Found[] | null {
  const [found, setFound] = useState<readonly Found[] | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    const asked = new URLSearchParams({ q, type, state: 'issued' })
    callApi<{ rows: Found[] }>(`/outgoing-documents?${asked}`, { signal: abort.signal }).then((answer) => {
      if (!abort.signal.aborted) setFound(answer.ok ? answer.output.rows : [])
    })
    return () => abort.abort()
  }, [type, q])
  return found
}
