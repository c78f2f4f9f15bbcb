import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { InternalDialog } from '../../records/pages/internal/internal-dialog.tsx'
import { callApi } from '../../ui/call-api.ts'
import type { DocumentToFile } from '../queries/documents-to-file.ts'
import type { WorkFileDialogProps } from './work-file-actions.tsx'

/** Documents that the officer may see, found by number or words, ticked and put into the file together. */
export function AddDialog({ file, onClose }: WorkFileDialogProps) {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [found, setFound] = useState<readonly DocumentToFile[] | null>(null)
  const [failed, setFailed] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  useEffect(() => {
    const stop = new AbortController()
    callApi<{ rows: DocumentToFile[] }>(`/documents-to-file?q=${encodeURIComponent(asked)}`, {
      signal: stop.signal,
    }).then((answer) => {
      if (stop.signal.aborted) return
      setFailed(answer.ok ? '' : answer.problem.detail)
      if (answer.ok) setFound(answer.output.rows)
    })
    return () => stop.abort()
  }, [asked])
  const inFile = new Set(file.documents.map(({ kind, documentId }) => `${kind} ${documentId}`))
  const shown = (found ?? []).filter(({ kind, documentId }) => !inFile.has(`${kind} ${documentId}`))
  return (
    <InternalDialog
      title="Thêm văn bản vào hồ sơ"
      intro="Văn bản được liên kết, không sao chép: một văn bản nằm được trong nhiều hồ sơ."
      submitLabel={`Thêm ${chosen.length} văn bản`}
      work="them-van-ban"
      fields={['documents']}
      input={() => ({
        workFileId: file.id,
        documents: chosen.map((each) => {
          const [kind, documentId] = each.split(' ')
          return { kind, documentId }
        }),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <Group align="flex-end" wrap="nowrap">
            <TextInput
              label="Số, ký hiệu hoặc vài chữ của trích yếu"
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                setAsked(typed)
              }}
              maxLength={100}
              autoComplete="off"
              style={{ flex: 1 }}
              data-autofocus
            />
            <Button variant="default" onClick={() => setAsked(typed)}>
              Tìm
            </Button>
          </Group>
          {failed ? <Text size="sm">{failed}</Text> : null}
          <Checkbox.Group
            label="Văn bản tìm thấy"
            value={chosen}
            onChange={setChosen}
            error={errorAt('documents')}
          >
            <Stack gap="xs" mt="xs" mah="22rem" style={{ overflowY: 'auto' }}>
              {shown.map(({ kind, documentId, label, subject, datedOn }) => (
                <Checkbox
                  key={`${kind} ${documentId}`}
                  value={`${kind} ${documentId}`}
                  label={`${label}, ngày ${formatDate(datedOn)}: ${subject}`}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Text size="sm" role="status">
            {found !== null && shown.length === 0 ? 'Không có văn bản nào khớp mà chưa nằm trong hồ sơ.' : ''}
          </Text>
        </>
      )}
    </InternalDialog>
  )
}
