import { Anchor, Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useCallback, useState } from 'react'
import { Link, useOutletContext } from 'react-router'
import type { FilingSlot } from '../../records/pages/filing-slot.tsx'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { FilingChoices } from '../queries/filing-choices.ts'
import { FilingFields } from './filing-fields.tsx'

const none = () => undefined

/** Hồ sơ công việc of a document, where its page shows a card; inside a form that ends the work, the question alone. */
export function FilingPart({ choices, mayFile }: { choices: FilingChoices; mayFile: boolean }) {
  const slot = useOutletContext<FilingSlot | null>()
  if (slot?.place === 'dialog') return <FilingFields choices={choices} errorAt={slot.errorAt ?? none} />
  return <FilingCard choices={choices} mayFile={mayFile} />
}

function FilingCard({ choices, mayFile }: { choices: FilingChoices; mayFile: boolean }) {
  const [open, setOpen] = useState(false)
  const { lies, hidden, unfiled } = choices
  const isFiled = lies.length + hidden > 0
  if (!isFiled && !mayFile) return null
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ho-so-cong-viec">
      <Stack gap="xs" align="flex-start">
        <Title order={2} size="h4" id="ho-so-cong-viec">
          Hồ sơ công việc
        </Title>
        {lies.map(({ id, symbol, title }) => (
          <Anchor key={id} component={Link} to={`/ho-so-cong-viec/${id}`} size="sm">
            {symbol} {title}
          </Anchor>
        ))}
        {hidden > 0 ? (
          <Text size="sm">
            {lies.length > 0 ? 'Và' : 'Nằm trong'} {hidden} hồ sơ mà anh, chị không được xem.
          </Text>
        ) : null}
        {isFiled ? null : (
          <Text size="sm">{unfiled ? 'Người xử lý ghi: chưa lập hồ sơ.' : 'Chưa nằm trong hồ sơ nào.'}</Text>
        )}
        {mayFile ? (
          <Button variant="default" onClick={() => setOpen(true)}>
            Đưa vào hồ sơ
          </Button>
        ) : null}
      </Stack>
      {open ? <FilingDialog choices={choices} onClose={() => setOpen(false)} /> : null}
    </Paper>
  )
}

function FilingDialog({ choices, onClose }: { choices: FilingChoices; onClose(): void }) {
  const done = useCallback(() => onClose(), [onClose])
  const { send, busy, problem } = useAnswer<unknown>(done)
  const errorAt = (field: string) =>
    Object.entries(problem?.fields ?? {}).find(([name]) => name.split('.')[0] === field)?.[1]
  // Into one more file: that it lies in one already is no answer here.
  const asked = { ...choices, lies: [], hidden: 0 }
  return (
    <CommandDialog
      title="Đưa vào hồ sơ công việc"
      submitLabel="Lưu"
      busy={busy}
      problem={problem}
      shownFields={['filing', 'entryId', 'symbol', 'title', 'retentionCode']}
      onSubmit={(form) => {
        form.set('viec', 'dua-vao-ho-so')
        send(form)
      }}
      onClose={onClose}
    >
      <FilingFields choices={asked} errorAt={errorAt} />
    </CommandDialog>
  )
}
