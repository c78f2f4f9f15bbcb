import { Button, Grid, Group, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { checkForm } from '../../model/outgoing/form-check.ts'
import { DraftFields } from './draft-fields.tsx'
import { contentOf, type DraftState, partsOf } from './draft-state.ts'
import { type EditorSetup, formFactsOf } from './form-facts.ts'
import { FormFaults } from './form-faults.tsx'
import { usePreview } from './use-preview.ts'

interface DraftEditorProps {
  start: DraftState
  setup: EditorSetup
  /** The document that is edited, or null for a new one. */
  document: { id: string; revision: number } | null
  unitSymbol: string
  onSaved(saved: { id: string }): void
}

const shownFields = ['content', 'secrecy', 'fileId', 'repliesTo', 'replyBy']

/** The draft on the left; the page as it will be printed and what breaks its form on the right. */
export function DraftEditor({ start, setup, document, unitSymbol, onSaved }: DraftEditorProps) {
  const [draft, setDraft] = useState(start)
  const { send, busy, problem, errorAt } = useAnswer<{ id: string }>(onSaved)
  const content = contentOf(draft)
  const { address, problem: previewProblem } = usePreview(content, document?.id ?? null)
  function save() {
    const form = new FormData()
    form.set('viec', document ? 'luu' : 'soan')
    form.set('input', JSON.stringify({ ...(document ?? {}), ...partsOf(draft) }))
    send(form)
  }
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="sm">
          <DraftFields
            draft={draft}
            today={setup.today}
            members={setup.members}
            onChange={(change) => setDraft({ ...draft, ...change })}
            errorAt={errorAt}
          />
          {problem ? <ProblemAlert problem={problem} shownFields={shownFields} /> : null}
          <Group>
            <Button onClick={save} loading={busy}>
              {document ? 'Lưu bản mới' : 'Lưu dự thảo'}
            </Button>
          </Group>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="sm">
          {draft.file ? (
            <Paper withBorder p="sm">
              <Text size="sm">
                Văn bản dùng tệp Word “{draft.file.name}”; thể thức của tệp được kiểm tra sau khi lưu. Để sẵn
                dòng “Số: /…” và “ngày tháng năm ”: phần mềm điền khi duyệt ký.
              </Text>
            </Paper>
          ) : (
            <FormFaults faults={checkForm(content, formFactsOf(setup, content, unitSymbol))} />
          )}
          {previewProblem ? (
            <Text size="sm" role="status">
              {previewProblem}
            </Text>
          ) : null}
          {address ? (
            <iframe
              title="Bản xem trước"
              src={`${address}#view=FitH&toolbar=0`}
              style={{ width: '100%', height: '44rem', border: '1px solid #868e96' }}
            />
          ) : null}
        </Stack>
      </Grid.Col>
    </Grid>
  )
}
